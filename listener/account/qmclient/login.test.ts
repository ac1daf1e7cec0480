import { describe, expect, it } from 'vitest';
import { logIn, logInLocally } from './login.ts';
import type { Reply } from './replies.ts';
import type { Request } from './requests.ts';
import { FakeTimers } from './testing/fake-timers.ts';
import { MiniatureQm } from './testing/miniature-qm.ts';
import { encodeReply, reply } from './testing/reply-encoder.ts';
import { ScriptedTransport } from './testing/scripted-transport.ts';
import type { TransportKind } from './transport.ts';

const timers = new FakeTimers();
const entrance = { account: 'HAL', timeoutMs: 1_000, timers };
const credentials = { username: 'halqm', password: () => 'test-only-pw' };

/** A transport whose other end is a miniature QM, except for the answers given. */
function wired<K extends TransportKind>(
  kind: K,
  qm: MiniatureQm,
  instead: (request: Request) => Reply | undefined,
) {
  const transport: ScriptedTransport<K> = new ScriptedTransport(kind, (request) => {
    const other = instead(request);
    const response = other ? { bytes: encodeReply(other) } : session.answer(request);
    if ('bytes' in response) transport.send(response.bytes);
    if ('close' in response && response.close) transport.end();
  });
  const session = qm.session();
  return transport;
}

const never = () => undefined;
const sentFunctions = (transport: ScriptedTransport<TransportKind>) =>
  transport.requests.map((request) => request.function);

describe('logging in', () => {
  it('over TCP: user, account, abort texts, own number', async () => {
    const transport = wired('tcp', new MiniatureQm(), never);
    const session = await logIn(transport, credentials, entrance);
    expect(session).toMatchObject({ state: 'ready', userNo: 1 });
    expect(sentFunctions(transport)).toEqual(['login', 'account', 'execute', 'execute']);
    expect(transport.requests[2]).toEqual({ function: 'execute', statement: 'OPTION SUPPRESS.ABORT.MSG' });
  });

  it('over the pipe: as the process’s own user', async () => {
    const transport = wired('pipe', new MiniatureQm(), never);
    expect((await logInLocally(transport, entrance)).state).toBe('ready');
    expect(sentFunctions(transport)[0]).toBe('localLogin');
  });

  it('fails with QM’s message and without the password, even if QM repeats it', async () => {
    const wrong = { username: 'halqm', password: () => 'hunter2!' };
    const plain = logIn(wired('tcp', new MiniatureQm(), never), wrong, entrance);
    await expect(plain).rejects.toMatchObject({
      code: 'LOGIN_REFUSED',
      message: 'Invalid username or password',
    });
    const echo = wired('tcp', new MiniatureQm(), () => reply('no hunter2! here', 0, 'on-error'));
    await expect(logIn(echo, wrong, entrance)).rejects.toMatchObject({ message: 'no *** here' });
    expect(echo.destroyed).toBe(true);
  });

  it('distinguishes an unreadable password from a wrong one', async () => {
    const unreadable = { username: 'halqm', password: () => Promise.reject(new Error('ENOENT /etc/secret')) };
    const attempt = logIn(wired('tcp', new MiniatureQm(), never), unreadable, entrance);
    await expect(attempt).rejects.toMatchObject({
      code: 'LOGIN_REFUSED',
      message: 'the password cannot be read',
    });
  });

  it('treats a password or account that is too long for QM as a rejected login', async () => {
    const long = { username: 'halqm', password: () => 'hunter2!'.repeat(5) };
    await expect(logIn(wired('tcp', new MiniatureQm(), never), long, entrance)).rejects.toMatchObject({
      code: 'LOGIN_REFUSED',
      message: 'the password is longer than 32 bytes',
    });
    const account = 'A'.repeat(33);
    await expect(
      logIn(wired('tcp', new MiniatureQm(), never), credentials, { ...entrance, account }),
    ).rejects.toMatchObject({ code: 'LOGIN_REFUSED', message: 'the account is longer than 32 bytes' });
  });

  it('quits after an unknown account, with QM’s message', async () => {
    const transport = wired('tcp', new MiniatureQm(), never);
    const attempt = logIn(transport, credentials, { ...entrance, account: 'NOACCT' });
    await expect(attempt).rejects.toMatchObject({
      code: 'LOGIN_REFUSED',
      message: 'account NOACCT: Unable to change to directory NOACCT',
    });
    expect(sentFunctions(transport)).toEqual(['login', 'account', 'getError', 'quit']);
    expect(transport.destroyed).toBe(true);
  });

  it('ends the program if the account’s LOGIN asks for input', async () => {
    const transport = wired('tcp', new MiniatureQm(), (request) => {
      if (request.function === 'account') return reply('Which printer? ', 0, 'prompt');
      return request.function === 'endCommand' ? reply() : undefined;
    });
    const attempt = logIn(transport, credentials, entrance);
    await expect(attempt).rejects.toMatchObject({
      code: 'PROMPTED',
      message: expect.stringContaining('Which printer?'),
    });
    expect(sentFunctions(transport)).toEqual(['login', 'account', 'endCommand', 'quit']);
  });

  it('recognizes a start-up failure of QM', async () => {
    const failed = '00000257: Error -3018 deleting record in $VBSRVR';
    const transport = wired('tcp', new MiniatureQm(), () => reply(failed, 0, 'on-error'));
    await expect(logIn(transport, credentials, entrance)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: failed,
    });
  });

  it('works without a user number if WHO prints none', async () => {
    const qm = new MiniatureQm();
    qm.statements.set('WHO', { output: 'somebody' });
    expect((await logIn(wired('tcp', qm, never), credentials, entrance)).userNo).toBeUndefined();
  });
});
