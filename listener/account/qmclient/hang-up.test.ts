import { expect, it } from 'vitest';
import { AccountError } from '../errors.ts';
import { ConnectionRefused, explainRefusedConnection, NO_SEAT_DELAY_MS } from './exchange.ts';
import { FakeTimers } from './testing/fake-timers.ts';
import { ScriptedTransport } from './testing/scripted-transport.ts';

async function explained(then: (transport: ScriptedTransport) => void, waitMs: number) {
  const timers = new FakeTimers();
  const transport = new ScriptedTransport('tcp');
  const why = explainRefusedConnection(async () => transport, timers);
  await timers.advance(0);
  then(transport);
  await timers.advance(waitMs);
  return { why: await why, transport };
}

it('takes a QM that stays on the line for full, and says goodbye', async () => {
  const { why, transport } = await explained(() => {}, NO_SEAT_DELAY_MS);
  expect(why.code).toBe('LICENCE_LIMIT');
  expect(transport.requests).toEqual([{ function: 'quit' }]);
  expect(transport.destroyed).toBe(true);
});

it('takes one that hangs up at once for down', async () => {
  expect((await explained((transport) => transport.end(), 0)).why).toBeInstanceOf(ConnectionRefused);
});

it('repeats the words of one that is not started', async () => {
  const { why } = await explained((transport) => {
    transport.send(Buffer.from('ScarletDME has not been started\n'));
    transport.end();
  }, 0);
  expect(why).toMatchObject({ code: 'UNAVAILABLE', message: 'ScarletDME has not been started' });
});

it('passes on why it could not call again', async () => {
  const refused = new AccountError('UNAVAILABLE', 'ECONNREFUSED');
  expect(await explainRefusedConnection(() => Promise.reject(refused), new FakeTimers())).toBe(refused);
});
