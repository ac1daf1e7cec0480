import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scratchHome } from '../testing/scratch-home.ts';
import { launch } from './launch.ts';

function node(script: string, env: Record<string, string> = {}) {
  return { program: process.execPath, args: ['-e', script], env: { ...process.env, ...env } };
}

it('gives the listener a file for its output, its origin, and none of our Node settings', async () => {
  const script =
    'console.log(process.env.HAL_LISTENER_ORIGIN, process.env.NODE_OPTIONS); console.error("oops"); process.exit(3)';
  const { stderrFile, exited, pid } = launch(
    node(script, { NODE_OPTIONS: '--no-such-flag' }),
    scratchHome(),
    'tray',
  );
  expect(await exited).toEqual({ kind: 'code', code: 3 });
  expect(pid).toBeGreaterThan(0);
  expect(readFileSync(stderrFile, 'utf8')).toBe('tray undefined\noops\n');
});

it('tells a signal, and a program that is not there', async () => {
  const killed = launch(node('setTimeout(() => {}, 60000)'), scratchHome(), 'cli');
  process.kill(killed.pid ?? 0, 'SIGKILL');
  expect(await killed.exited).toEqual({ kind: 'signal', signal: 'SIGKILL' });

  const missing = launch({ program: '/no/such/program', args: [] }, scratchHome(), 'cli');
  expect(missing.pid).toBeUndefined();
  expect(await missing.exited).toMatchObject({
    kind: 'not-started',
    reason: expect.stringContaining('ENOENT'),
  });
});

it('starts it in a session of its own, so that it outlives a terminal', async () => {
  const { exited, stderrFile } = launch(
    node(
      'console.log(require("fs").readFileSync("/proc/self/stat","utf8").split(") ")[1].split(" ")[3], process.pid)',
    ),
    scratchHome(),
    'cli',
  );
  await exited;
  const [session, pid] = readFileSync(stderrFile, 'utf8').trim().split(' ');
  expect(session).toBe(pid);
});
