import { expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import type { Platform } from '../platform/platform.ts';
import { ToolError } from '../platform/run-tool.ts';
import { recordedTools, type SelftestSubject, selftest } from './selftest.ts';

const SELF = { pid: 4_711, start: 'epoch:1000' };

/** A system that says that process about this one and its port. */
function platformOf(pid: number, start: string): Platform {
  let asked = 0;
  const info = { pid, name: 'node', start };
  return {
    // Asked for the port of this process first, and for the same port when it is free.
    portOwner: async () => {
      asked += 1;
      return asked === 1 ? { kind: 'process', process: info, addresses: ['127.0.0.1'] } : { kind: 'free' };
    },
    process: async () => info,
    listenerPrograms: async () => ({ programs: [] }),
    isAlive: () => true,
    terminate: async () => undefined,
  };
}

async function verdicts(change: Partial<SelftestSubject>): Promise<Record<string, string>> {
  const checks = await selftest({ self: SELF, platforms: [], autostarts: [], others: [], ...change });
  return Object.fromEntries(checks.map(({ name, verdict }) => [name, verdict]));
}

it('believes a system that names this process, and no other', async () => {
  const right = { name: 'right', platform: platformOf(4_711, 'epoch:1500') };
  const wrong = { name: 'wrong', platform: platformOf(4_712, 'epoch:99000') };
  expect(await verdicts({ platforms: [right, wrong] })).toEqual({
    'this process, right': 'ok',
    'the owner of a port, right': 'ok',
    'a free port, right': 'ok',
    'this process, wrong': 'failed',
    'the owner of a port, wrong': 'failed',
    'a free port, wrong': 'ok',
  });
});

it('tells what the system does not say from what is wrong', async () => {
  const autostart = (kind: 'absent' | 'unknown') => ({
    location: 'here',
    install: async () => undefined,
    remove: async () => undefined,
    read: async () => (kind === 'absent' ? { kind } : { kind, why: 'Zugriff verweigert' }),
  });
  const refuse = async (): Promise<string> => {
    throw new Error('no');
  };
  expect(
    await verdicts({
      autostarts: [
        { kind: 'login', autostart: autostart('absent') },
        { kind: 'task', autostart: autostart('unknown') },
      ],
      others: [
        { name: 'SID', read: async () => undefined },
        { name: 'user', read: async () => 'anna' },
        { name: 'broken', read: refuse },
      ],
    }),
  ).toEqual({
    'autostart login': 'ok',
    'autostart task': 'unknown',
    SID: 'unknown',
    user: 'ok',
    broken: 'unknown',
  });
});

it('keeps what tools were asked and said', async () => {
  const clock = new FakeClock();
  const { run, records } = recordedTools(async (_program, [word]) => {
    clock.advance(120);
    if (word === 'bad') throw new ToolError('reg.exe: FEHLER (exit code 1)', 1, 'half');
    return 'all';
  }, clock);
  expect(await run('reg.exe', ['query', 'HKCU'], 'query')).toBe('all');
  await expect(run('reg.exe', ['bad'])).rejects.toThrow('FEHLER');
  expect(records).toEqual([
    { command: 'reg.exe query HKCU', end: 'exit code 0', ms: 120, output: 'all' },
    { command: 'reg.exe bad', end: 'reg.exe: FEHLER (exit code 1)', ms: 120, output: 'half' },
  ]);
});
