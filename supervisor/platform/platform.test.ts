import { expect, it } from 'vitest';
import { describePortOwner, protectionReason } from './platform.ts';

it('names program, PID, user and start', () => {
  const startedAt = new Date(2026, 10, 23, 5, 6, 7).getTime();
  const owner = { pid: 4711, name: 'python', user: 'anna', startedAt };
  expect(describePortOwner({ kind: 'process', process: owner, addresses: [] })).toBe(
    'python (PID 4711, user anna, since 2026-11-23 05:06)',
  );
  expect(describePortOwner({ kind: 'process', process: { pid: 4, name: 'System' }, addresses: [] })).toBe(
    'the Windows system (http.sys) (PID 4)',
  );
  expect(describePortOwner({ kind: 'hidden', user: 'root', addresses: [] })).toContain('user root');
  expect(describePortOwner({ kind: 'reserved', from: 8_700, to: 8_799 })).toContain('use another port');
  expect(describePortOwner({ kind: 'free' })).toBe('nobody');
});

it('protects the system, QM and this program', () => {
  const why = (pid: number, name: string) => protectionReason({ pid, name }, 99);
  expect(why(4, 'System')).toContain('operating system');
  expect(why(1, 'systemd')).toContain('machine');
  expect(why(500, 'QM.EXE')).toContain('QM itself');
  expect(why(500, 'qmlnxd')).toContain('QM itself');
  expect(why(99, 'node')).toContain('this program');
  expect(why(500, 'python')).toBeUndefined();
});
