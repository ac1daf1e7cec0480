import { describe, expect, it } from 'vitest';
import { AccountError } from '../errors.ts';
import { Exchange } from './exchange.ts';
import type { Reply } from './replies.ts';
import type { Request } from './requests.ts';
import { QmSession } from './session.ts';
import { FakeTimers } from './testing/fake-timers.ts';
import { encodeReply, reply } from './testing/reply-encoder.ts';
import { ScriptedTransport } from './testing/scripted-transport.ts';

const WHO = { function: 'execute', statement: 'WHO' } as const;

/** A session whose QM answers with what is given, in order, and then nothing. */
function sessionWith(...answers: readonly Reply[]) {
  const left = [...answers];
  const timers = new FakeTimers();
  const transport = new ScriptedTransport('tcp', (_, server) => {
    const next = left.shift();
    if (next) server.send(encodeReply(next));
  });
  const session = new QmSession(new Exchange(transport, timers), timers);
  const sentFunctions = () => transport.requests.map((request: Request) => request.function);
  return { session, transport, timers, sentFunctions };
}

describe('a QM session', () => {
  it('ends a program that asks for input, reports its prompt, and continues', async () => {
    const { session, sentFunctions } = sessionWith(reply('NAME? ', 0, 'prompt'), reply(), reply('1 HAL'));
    const states: string[] = [];
    const rejected = session.request(WHO, 1_000).catch((error: unknown) => error);
    await Promise.resolve().then(() => states.push(session.state));
    expect(await rejected).toMatchObject({ code: 'PROMPTED', message: 'QM asked for input: NAME?' });
    expect(sentFunctions()).toEqual(['execute', 'endCommand']);
    expect(session.state).toBe('ready');
    await session.request(WHO, 1_000);
  });

  it('is dead when the program cannot be ended', async () => {
    const { session, timers } = sessionWith(reply('NAME? ', 0, 'prompt'));
    const rejected = expect(session.request(WHO, 1_000)).rejects.toMatchObject({ code: 'TIMEOUT' });
    await timers.advance(0);
    expect(session.state).toBe('prompting');
    await timers.advance(2_000);
    await rejected;
    expect(session.state).toBe('dead');
  });

  it('is closed if the program asks again', async () => {
    const { session } = sessionWith(reply('NAME? ', 0, 'prompt'), reply('NAME? ', 0, 'prompt'));
    await expect(session.request(WHO, 1_000)).rejects.toMatchObject({ code: 'PROMPTED' });
    expect(session.state).toBe('dead');
  });

  it('fetches the text of a protocol error', async () => {
    const { session } = sessionWith(reply('', 3006, 'error'), reply('Invalid file number'));
    await expect(session.request({ function: 'close', fileNo: 9 }, 1_000)).rejects.toMatchObject({
      code: 'PROTOCOL',
      message: 'Invalid file number',
    });
    expect(session.state).toBe('ready');
  });

  it('names the holder of a lock', async () => {
    const { session } = sessionWith(reply('', 96, 'locked'));
    await expect(session.request({ function: 'readu', fileNo: 1, id: 'M2' }, 1_000)).rejects.toMatchObject({
      code: 'LOCKED',
      message: 'the record is locked by QM user 96',
    });
  });

  it('sends nothing if no time is left', async () => {
    const { session, sentFunctions } = sessionWith();
    await expect(session.withDeadline(0)(WHO)).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(sentFunctions()).toEqual([]);
    expect(session.state).toBe('ready');
  });

  it('sends Quit and closes without waiting for QM', async () => {
    const { session, transport, sentFunctions } = sessionWith(reply());
    await session.quit();
    expect(sentFunctions()).toEqual(['quit']);
    expect(transport.destroyed).toBe(true);
    expect(session.state).toBe('dead');
  });

  it('ends a program that waits for input before it quits', async () => {
    const { session, timers, sentFunctions } = sessionWith(reply('NAME? ', 0, 'prompt'));
    const rejected = expect(session.request(WHO, 1_000)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await timers.advance(0);
    session.abandon(new AccountError('UNAVAILABLE', 'closing'));
    await rejected;
    await session.quit();
    expect(sentFunctions()).toEqual(['execute', 'endCommand', 'endCommand', 'quit']);
  });

  it('reports once if it is lost between two requests', async () => {
    const { session, transport } = sessionWith();
    let deaths = 0;
    session.onDeath(() => {
      deaths += 1;
    });
    transport.end();
    expect(deaths).toBe(1);
    expect(session).toMatchObject({ state: 'dead', hasEnded: true });
  });
});
