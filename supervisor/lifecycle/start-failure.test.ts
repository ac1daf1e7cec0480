import { expect, it } from 'vitest';
import { describeStartFailure, type StartFailure } from './start-failure.ts';

it('says what went wrong and what to do', () => {
  const owner = {
    kind: 'process',
    addresses: [],
    process: { pid: 9, name: 'python', user: 'anna' },
  } as const;
  expect(describeStartFailure({ kind: 'port-in-use', port: 8768, owner })).toBe(
    'Port 8768 is in use by python (PID 9, user anna): use another port with --port, or end it with hal-listener port --stop-owner.',
  );
  expect(describeStartFailure({ kind: 'port-in-use', port: 8768, owner: { kind: 'free' } })).toContain(
    'start again',
  );
  const lines = { kind: 'reserved', from: 8_700, to: 8_799 } as const;
  expect(describeStartFailure({ kind: 'port-in-use', port: 8768, owner: lines })).toContain('8700 to 8799');
  const hidden = { kind: 'hidden', user: 'root', addresses: [] } as const;
  expect(describeStartFailure({ kind: 'port-in-use', port: 8768, owner: hidden })).toContain('user root');
  expect(describeStartFailure({ kind: 'bad-configuration', reason: 'port x' })).toContain('port x');
  expect(describeStartFailure({ kind: 'silent', pid: 9, afterMs: 30_000 })).toContain('30 s');
  expect(describeStartFailure({ kind: 'cancelled', by: 'cli (anna)' })).toContain(
    'cli (anna) stopped the listener',
  );
  expect(describeStartFailure({ kind: 'not-ended', userNo: 10_001, pid: 9 })).toContain('PID 9');
  expect(describeStartFailure({ kind: 'no-successor', owner: 'tray (anna)', afterMs: 45_000 })).toContain(
    '45 s',
  );
  expect(describeStartFailure({ kind: 'hangs', userNo: 10_001, pid: 9, why: 'x' })).toContain(
    'restart 10001',
  );
});

it.each<[StartFailure, string]>([
  [{ kind: 'port-unavailable', reason: 'no such address ::9.\r\n' }, 'No such address ::9.'],
  [{ kind: 'port-unavailable', reason: '.' }, '..'],
  [{ kind: 'not-allowed', why: 'It is of bo.' }, 'It is of bo.'],
  [
    { kind: 'less-protected', reasons: ['No token.', 'No TLS.'] },
    'Not restarted: the next listener would run with less protection. No token. No TLS. To start it with the settings of this environment: "hal-listener stop", then "hal-listener start".',
  ],
  [{ kind: 'bad-configuration', reason: 'port x' }, 'The configuration cannot be used: port x'],
  [{ kind: 'unreadable-configuration', reason: 'EIO' }, 'The configuration cannot be read now: EIO'],
  [
    { kind: 'owner-refused', owner: 'tray (anna)', why: 'it stops.' },
    'tray (anna) was asked to restart it: it stops.',
  ],
  [
    { kind: 'not-started-by', watch: 'watch (hal)', afterMs: 30_000 },
    'watch (hal) did not start the listener within 30 s. Its log says why: journalctl --unit hal-listener',
  ],
  [
    { kind: 'ended', exit: { kind: 'not-started', reason: 'ENOENT' }, reason: undefined, lastLines: [] },
    'The listener failed to start: ENOENT before it answered. No error output.',
  ],
])('describes %j', (failure, text) => {
  expect(describeStartFailure(failure)).toBe(text);
});

it("prefers the listener's last word, else shows the end of its output", () => {
  const ended = { kind: 'ended', exit: { kind: 'code', code: 1 } } as const;
  const words = (reason: string | undefined, lastLines: string[]) =>
    describeStartFailure({ ...ended, reason, lastLines });
  expect(words('QM refused the login', ['noise'])).toBe(
    'The listener ended with exit code 1 before it answered. QM refused the login',
  );
  expect(words(undefined, ['Error: boom', 'at x'])).toContain('Error: boom\n  at x');
  expect(words(undefined, [])).toContain('No error output');
  expect(
    describeStartFailure({
      kind: 'ended',
      exit: { kind: 'signal', signal: 'SIGKILL' },
      reason: undefined,
      lastLines: [],
    }),
  ).toContain('terminated by SIGKILL');
});
