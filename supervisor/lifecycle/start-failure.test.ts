import { expect, it } from 'vitest';
import { startFailureInWords } from './start-failure.ts';

it('says what went wrong and what to do', () => {
  const owner = {
    kind: 'process',
    addresses: [],
    process: { pid: 9, name: 'python', user: 'anna' },
  } as const;
  expect(startFailureInWords({ kind: 'port-in-use', port: 8768, owner })).toBe(
    'Port 8768 is in use by python (PID 9, user anna): use another port with --port, or end it with hal-listener port --stop-owner.',
  );
  expect(startFailureInWords({ kind: 'port-in-use', port: 8768, owner: { kind: 'free' } })).toContain(
    'start again',
  );
  const kept = { kind: 'reserved', from: 8_700, to: 8_799 } as const;
  expect(startFailureInWords({ kind: 'port-in-use', port: 8768, owner: kept })).toContain('8700 to 8799');
  const hidden = { kind: 'hidden', user: 'root', addresses: [] } as const;
  expect(startFailureInWords({ kind: 'port-in-use', port: 8768, owner: hidden })).toContain('user root');
  expect(startFailureInWords({ kind: 'bad-configuration', reason: 'port x' })).toContain('port x');
  expect(startFailureInWords({ kind: 'silent', pid: 9, afterMs: 30_000 })).toContain('30 s');
  expect(startFailureInWords({ kind: 'countermanded', by: 'cli (anna)' })).toContain('cli (anna) said stop');
  expect(startFailureInWords({ kind: 'not-ended', userNo: 10_001, pid: 9 })).toContain('PID 9');
  expect(startFailureInWords({ kind: 'no-successor', owner: 'tray (anna)', afterMs: 45_000 })).toContain(
    '45 s',
  );
  expect(startFailureInWords({ kind: 'hangs', userNo: 10_001, pid: 9, why: 'x' })).toContain('restart 10001');
});

it("prefers the listener's last word, else shows the end of its output", () => {
  const ended = { kind: 'ended', ending: { kind: 'code', code: 1 } } as const;
  const words = (reason: string | undefined, lastLines: string[]) =>
    startFailureInWords({ ...ended, reason, lastLines });
  expect(words('QM refused the login', ['noise'])).toBe(
    'The listener ended with exit code 1 before it answered. QM refused the login',
  );
  expect(words(undefined, ['Error: boom', 'at x'])).toContain('Error: boom\n  at x');
  expect(words(undefined, [])).toContain('no word');
  expect(
    startFailureInWords({
      kind: 'ended',
      ending: { kind: 'signal', signal: 'SIGKILL' },
      reason: undefined,
      lastLines: [],
    }),
  ).toContain('ended by SIGKILL');
});
