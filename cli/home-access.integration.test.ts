import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HalClient } from '../listener/server/testing/hal-client.ts';
import { Controls, SHIPPED, waitFor } from './testing/controls.ts';
import { endHome } from './testing/home-end.ts';

/** Whichever command creates the home, and with whatever umask: other users cannot read its records. */

interface Made {
  readonly here: Controls;
  readonly home: string;
}

/** Runs a command in a home that does not exist yet, or that `before` prepares, until `ready`. */
async function createHome(
  umask: string,
  args: readonly string[],
  { ready, before }: { ready?: (home: string) => boolean; before?: (home: string) => void } = {},
): Promise<Made> {
  const here = await Controls.open();
  const home = path.join(here.home, 'deep', 'home');
  before?.(home);
  const child = spawn(
    '/bin/sh',
    ['-c', `umask ${umask}; exec "$0" "$@"`, process.execPath, SHIPPED, ...args],
    {
      env: { ...here.env, HAL_LISTENER_HOME: home, LOG_DIR: path.join(home, 'logs') },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text += chunk;
    });
  }
  onTestFinished(() => {
    child.kill('SIGKILL');
    const background = /in the background \(PID (\d+)\)/.exec(text)?.[1];
    endHome(home, background === undefined ? [] : [Number(background)]);
  });
  if (ready === undefined) await once(child, 'close');
  else await waitFor(() => ready(home));
  return { here, home };
}

/** The files and folders that other users could read or enter, such as `run/10001.json 644`. */
function open(folder: string): string[] {
  const here = lstatSync(folder).mode & 0o077 ? [`. ${lstatSync(folder).mode.toString(8)}`] : [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  expect(names.length).toBeGreaterThan(0);
  return [
    ...here,
    ...names.flatMap((name) => {
      // A temporary file may be renamed meanwhile.
      const mode = lstatSync(path.join(folder, name), { throwIfNoEntry: false })?.mode ?? 0;
      return mode & 0o077 ? [`${name} ${(mode & 0o777).toString(8)}`] : [];
    }),
  ];
}

const FILES = { files: { PET: { records: { '1': ['REX'] } } } };
const runs = (home: string): boolean =>
  existsSync(path.join(home, 'run')) && readdirSync(path.join(home, 'run')).includes('10001.json');

/** A command, and the files that it creates if it keeps running. */
interface Case {
  readonly args: readonly string[];
  readonly ready?: (home: string) => boolean;
}

const COMMANDS: readonly Case[] = [
  { args: ['run'], ready: runs },
  { args: ['start'] },
  { args: ['stop'] },
  { args: ['restart'] },
  { args: ['watch', '--example'], ready: runs },
  { args: ['watch', '--detach', '--example'], ready: runs },
  { args: ['panel', '--port', '0'], ready: runs },
  { args: ['account', 'load', 'FILE'] },
];

describe.each(['000', '077', '022'])('under umask %s', (umask) => {
  it.each(COMMANDS)('$args makes a home for its owner alone', async ({ args, ready }) => {
    const file = path.join((await Controls.open()).home, 'files.json');
    writeFileSync(file, JSON.stringify(FILES));
    const replaced = args.map((arg) => (arg === 'FILE' ? file : arg));
    const { home } = await createHome(umask, replaced, ready === undefined ? {} : { ready });
    expect(open(path.dirname(home))).toEqual([]);
  });
});

it('keeps what a listener writes while it serves for its owner alone', async () => {
  const { home, here } = await createHome('000', ['run'], { ready: runs });
  const client = await HalClient.greeted(`ws://127.0.0.1:${here.port}`);
  expect((await client.ask('What medications am I taking?')).status).toBe('success');
  await client.close();
  await waitFor(() => existsSync(path.join(home, 'sessions.json')));
  expect(open(home)).toEqual([]);
});

it('closes a home that an earlier version left open', async () => {
  const { home } = await createHome('022', ['start'], {
    before: (place) => {
      for (const name of ['run', 'account/HAL', 'logs']) {
        mkdirSync(path.join(place, name), { recursive: true, mode: 0o755 });
      }
      writeFileSync(path.join(place, 'config.json'), '{}', { mode: 0o644 });
      for (const name of ['.', 'run', 'account', 'logs']) chmodSync(path.join(place, name), 0o755);
    },
  });
  const closed = ['.', 'run', 'account', 'logs'].map((name) => lstatSync(path.join(home, name)).mode & 0o777);
  expect(closed).toEqual([0o700, 0o700, 0o700, 0o700]);
});

it('leaves a shared folder as it is, says so, and keeps its own files in it closed', async () => {
  const { home, here } = await createHome('000', ['run'], {
    ready: runs,
    before: (place) => {
      mkdirSync(place, { recursive: true });
      writeFileSync(path.join(place, 'letter.txt'), 'of somebody');
      chmodSync(place, 0o755);
    },
  });
  const client = await HalClient.greeted(`ws://127.0.0.1:${here.port}`);
  await client.ask('What medications am I taking?');
  await client.close();
  await waitFor(() => existsSync(path.join(home, 'sessions.json')));
  expect(lstatSync(home).mode & 0o777).toBe(0o755);
  expect(open(home).filter((name) => !/^\. |^letter/.test(name))).toEqual([]);
  const log = () => here.run(['logs'], { HAL_LISTENER_HOME: home, LOG_DIR: path.join(home, 'logs') });
  expect((await log()).out).toMatch(/other users can read this folder/);
});
