import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestHome } from './testing/shipped.ts';

const FILE = path.resolve(import.meta.dirname, '../dist/hal-listener.cjs');

describe.skipIf(process.platform !== 'linux')('a full device as standard output (only Linux has one)', () => {
  it.each([['config'], ['list'], ['logs'], ['--help'], ['status', '--json']])(
    'is said in one line by %s',
    async (...args) => {
      const { env } = await createTestHome();
      const ran = spawnSync('sh', ['-c', `"$0" "$@" > /dev/full`, process.execPath, FILE, ...args], {
        env,
        encoding: 'utf8',
      });
      expect(ran.stderr).not.toMatch(/^\s+at /m);
      expect(ran.stderr.trimEnd().split('\n').length).toBe(1);
      expect(ran.status).not.toBe(0);
      expect(ran.status).not.toBe(70);
    },
  );

  it('with a reader that has gone is no error at all', async () => {
    const { env } = await createTestHome();
    const ran = spawnSync('sh', ['-c', '"$0" "$@" | true', process.execPath, FILE, 'config'], {
      env,
      encoding: 'utf8',
    });
    expect(ran.stderr).toBe('');
  });

  it('on both streams is no stack, and is no reason for a listener to end', async () => {
    const { env } = await createTestHome();
    const script = '"$0" "$1" run > /dev/full 2> /dev/full & pid=$!; sleep 3; "$0" "$1" stop; wait $pid';
    const ran = spawnSync('sh', ['-c', script, process.execPath, FILE], { env, encoding: 'utf8' });
    expect(ran.stdout).toMatch(/stopped/i);
  });
});

describe('a user without a folder', () => {
  it.each([
    ['HOME', ''],
    ['HOME', 'relative'],
    ['XDG_DATA_HOME', 'relative'],
    ['HAL_LISTENER_HOME', 'relative'],
    ['HAL_LISTENER_HOME', './hal'],
  ])('of %s=%j has nothing made in the folder the command is run in', async (name, value) => {
    const cwd = mkdtempSync(path.join(tmpdir(), 'hal-cwd-'));
    onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
    const { env } = await createTestHome();
    const { HAL_LISTENER_HOME: home, ...withoutHome } = env;
    const ran = spawnSync(process.execPath, [FILE, 'config', '--json'], {
      cwd,
      encoding: 'utf8',
      env: { ...withoutHome, HOME: String(home), [name]: value },
    });
    expect(readdirSync(cwd)).toEqual([]);
    if (name === 'HAL_LISTENER_HOME') {
      expect(ran).toMatchObject({ status: 78, stdout: '' });
      expect(ran.stderr).toContain(`HAL_LISTENER_HOME=${value} (environment) is a relative path`);
    } else expect(ran.stdout).not.toContain(`"${cwd}`);
  });
});

it('names a command that works where it is typed', async () => {
  const { env } = await createTestHome();
  const cwd = path.dirname(path.dirname(FILE));
  const ran = spawnSync(process.execPath, [FILE, 'status'], { cwd, env, encoding: 'utf8' });
  expect(ran.stdout + ran.stderr).toContain('node dist/hal-listener.cjs start');
});
