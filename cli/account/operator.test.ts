import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../contract/exit-codes.ts';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import type { Account } from '../../listener/account/account.ts';
import { openEmbeddedAccount } from '../../listener/account/embedded/open.ts';
import { accountVerb } from '../account.ts';
import type { Terminal } from '../terminal.ts';
import { recordedTerminal, typed } from '../testing/terminal.ts';
import type { OpenAccount } from './opened.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'hal-cli-operator-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const embedded: OpenAccount = () =>
  openEmbeddedAccount({
    folder: join(home, 'HAL'),
    name: 'HAL',
    clock: new FakeClock(new Date(2026, 10, 23).getTime()),
  });

/** The embedded account with the given changes, in place of another account. */
function posing(change: Partial<Account>): OpenAccount {
  return async (command) => {
    const account = await embedded(command);
    return new Proxy(account, {
      get: (target, name) => {
        const value = Reflect.get(change, name) ?? Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  };
}

async function run(open: OpenAccount, args: readonly string[], ask?: Terminal['ask']) {
  const terminal = recordedTerminal();
  const failure = await typed(accountVerb({ ...terminal, ...(ask && { ask }) }, open), ...args).catch(
    (error: unknown) => error,
  );
  return { out: terminal.output(), failure };
}

describe('account status', () => {
  it('prints driver, state and, for a QM, sessions and user numbers', async () => {
    expect(await run(embedded, ['status'])).toEqual({
      out: 'account  HAL\ndriver   embedded\nstate    ready\n',
      failure: undefined,
    });
    const seats = { used: 1, limit: 2, waiting: 0 };
    const qm = posing({
      driver: 'pipe',
      status: () => ({ state: 'ready', seats, sessions: [{ state: 'idle', userNo: 7, keeper: true }] }),
    });
    expect((await run(qm, ['status'])).out).toMatch(
      /QM seats +1 of 2 used, 0 queries waiting\nQM sessions +user 7 idle\n/,
    );
    expect(JSON.parse((await run(qm, ['status', '--json'])).out)).toMatchObject({ driver: 'pipe', seats });
  });

  it('waits until the state is known, and fails if the account is down', async () => {
    let statusReads = 0;
    const status = (): ReturnType<Account['status']> => {
      statusReads += 1;
      return statusReads < 3 ? { state: 'connecting' } : { state: 'down', reason: 'no seat' };
    };
    const { out, failure } = await run(posing({ status }), ['status']);
    expect(out).toContain('down: no seat');
    expect(failure).toMatchObject({ exitCode: EXIT.failed });
  });
});

describe('account users and locks', () => {
  it('are tables, or JSON', async () => {
    const locks = async () => [{ userNo: 7, type: 'RU', file: '/hal/$HOLD', id: 'WEBSOCKET.LISTENER' }];
    expect((await run(embedded, ['users'])).out).toMatch(/^ USER +PID.*\n\*\d+ /);
    expect(JSON.parse((await run(embedded, ['users', '--json'])).out)).toMatchObject([{ self: true }]);
    expect((await run(embedded, ['locks'])).out).toBe('No locks.\n');
    expect((await run(posing({ locks }), ['locks'])).out).toContain(
      '7     RU    /hal/$HOLD  WEBSOCKET.LISTENER',
    );
    expect(JSON.parse((await run(posing({ locks }), ['locks', '--json'])).out)).toEqual(await locks());
  });
});

describe('account check and install', () => {
  it('finds the example good, and nothing to install', async () => {
    const checked = await run(embedded, ['check']);
    expect(checked).toMatchObject({
      failure: undefined,
      out: expect.stringContaining('have every field that HAL needs'),
    });
    expect(checked.out).not.toContain('QM commands');
    expect((await run(embedded, ['install', '--dictionaries'])).out).toBe('No dictionary item is missing.\n');
  });

  it('lists what is missing, asks, adds it, and succeeds', async () => {
    const account = await embedded(accountVerb(recordedTerminal()));
    await account.delete('DICT DOCTOR', 'PHONE');
    await account.close();
    const checked = await run(embedded, ['check']);
    expect(checked.out).toContain('error  DOCTOR PHONE');
    expect(checked.out).toContain('hal-listener account install --dictionaries');
    expect(checked.failure).toMatchObject({ exitCode: EXIT.failed });
    expect(JSON.parse((await run(embedded, ['check', '--json'])).out)).toMatchObject({ good: false });

    const install = ['install', '--dictionaries'];
    expect((await run(embedded, install)).failure).toMatchObject({ exitCode: EXIT.usage });
    expect((await run(embedded, install, async () => '')).failure).toMatchObject({
      message: 'Nothing was changed.',
    });
    expect((await run(embedded, ['check'])).failure).toBeDefined();
    const questions: string[] = [];
    const yes = async (question: string) => {
      questions.push(question);
      return 'y';
    };
    expect((await run(embedded, install, yes)).out).toContain('DOCTOR  PHONE  D | 14 |  | Phone | 20L | S');
    expect(questions).toEqual(['Add 1 item to HAL? [y/N] ']);
    expect((await run(embedded, ['check'])).failure).toBeUndefined();
  });

  it('explains what to install, and which driver does not support it', async () => {
    expect((await run(embedded, ['install'])).failure).toMatchObject({ exitCode: EXIT.failed });
    const command = posing({ driver: 'command' });
    expect((await run(command, ['install', '--dictionaries', '--yes'])).failure).toMatchObject({
      message: expect.stringContaining('--driver pipe'),
    });
  });
});
