import { expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import type { Executed, RequestOptions } from './account.ts';
import { Dictionaries } from './dictionary.ts';
import { AccountError } from './errors.ts';
import { withinLimits } from './request-limits.ts';
import { toQmText } from './text.ts';

const LISTING = toQmText(
  '"@ID","TYPE","LOC","CONV","NAME","FORMAT","S/M","ASSOC"\n"NAME","D","1","","","20L","S",""\n\n1 record(s) listed\n',
);

/** An account that answers when told to, and ends a statement whose signal fires. */
function slowAccount() {
  const waiting: ((executed: Executed) => void)[] = [];
  const execute = (_: string, options?: RequestOptions): Promise<Executed> =>
    withinLimits(() => new Promise<Executed>((resolve) => waiting.push(resolve)), options);
  return { execute, waiting, answer: () => waiting.shift()?.({ output: LISTING, status: 0 }) };
}

it('is read once for all who ask, and nobody who leaves ends it for the others', async () => {
  const account = slowAccount();
  const dictionaries = new Dictionaries(account, new FakeClock());
  const leaving = new AbortController();
  const left = dictionaries.of('MEDICATION', { signal: leaving.signal, owner: 'one' });
  const stayed = dictionaries.of('MEDICATION', { signal: new AbortController().signal, owner: 'other' });
  leaving.abort();
  await expect(left).rejects.toThrow(AccountError);
  expect(account.waiting).toHaveLength(1);
  account.answer();
  expect((await stayed).get('NAME')).toMatchObject({ number: 1, multivalued: false });
  await dictionaries.of('MEDICATION');
  expect(account.waiting).toHaveLength(0);
});

it('reads again after a failure', async () => {
  const { execute, answer } = slowAccount();
  let isDown = true;
  const account = {
    execute: (statement: string, options?: RequestOptions) =>
      isDown ? Promise.reject(new AccountError('UNAVAILABLE', 'QM is down')) : execute(statement, options),
  };
  const dictionaries = new Dictionaries(account, new FakeClock());
  await expect(dictionaries.of('MEDICATION')).rejects.toThrow('QM is down');
  isDown = false;
  const read = dictionaries.of('MEDICATION');
  await Promise.resolve();
  answer();
  expect((await read).size).toBe(1);
});
