import { expect, it } from 'vitest';
import { VERBS, withCommandName } from '../wording/commands.ts';
import { commandName, type Invocation } from './command-name.ts';
import { program } from './main.ts';
import { recordedTerminal } from './testing/terminal.ts';

const SCRIPT = '/opt/hal/dist/hal-listener.cjs';

function started(change: Partial<Invocation>, files: Readonly<Record<string, string>> = {}): string {
  return commandName({
    argv: ['/usr/bin/node', SCRIPT, 'status'],
    execPath: '/usr/bin/node',
    env: { PATH: '/usr/bin:/bin' },
    cwd: '/home/anna',
    platform: 'linux',
    isExecutable: false,
    realPath: (file) => files[file] ?? (file === SCRIPT ? SCRIPT : undefined),
    ...change,
  });
}

it('names the bare command where it is in the path, and leads here', () => {
  const link = { '/usr/bin/hal-listener': SCRIPT };
  expect(started({}, link)).toBe('hal-listener');
  expect(started({ argv: ['node', '/usr/bin/hal-listener'] }, link)).toBe('hal-listener');
  expect(started({}, { '/usr/bin/hal-listener': '/another/hal-listener.cjs' })).toBe(`node ${SCRIPT}`);
});

it('names npx where npm started it, whose own folders are not in the path of the terminal', () => {
  const bin = '/opt/hal/node_modules/.bin';
  const env = { PATH: `${bin}:/usr/bin`, npm_command: 'exec' };
  expect(started({ env }, { [`${bin}/hal-listener`]: SCRIPT })).toBe('npx hal-listener');
});

it('names the file as it can be typed here', () => {
  expect(started({ cwd: '/opt/hal' })).toBe('node dist/hal-listener.cjs');
  expect(started({ cwd: undefined })).toBe(`node ${SCRIPT}`);
  expect(started({ argv: ['node', '/opt/my hal/hal.cjs'] })).toBe('node "/opt/my hal/hal.cjs"');
  const executable = { isExecutable: true, execPath: '/opt/hal/hal-listener' };
  expect(started(executable)).toBe('/opt/hal/hal-listener');
  expect(started({ ...executable, cwd: '/opt/hal' })).toBe('./hal-listener');
});

it('knows Windows', () => {
  const windows: Partial<Invocation> = {
    platform: 'win32',
    argv: ['C:\\node.exe', 'C:\\hal listener\\hal-listener.cjs'],
    cwd: 'C:\\Users\\anna',
    env: { Path: 'C:\\npm;C:\\Windows' },
  };
  expect(started(windows)).toBe('node "C:\\hal listener\\hal-listener.cjs"');
  expect(started(windows, { 'C:\\npm\\hal-listener.cmd': 'C:\\npm\\hal-listener.cmd' })).toBe('hal-listener');
});

// cmd.exe and PowerShell both run these; a transcript of PowerShell with a quoted part of a path is public.
it.each([
  [
    'C:\\Program Files (x86)\\HAL Listener\\hal-listener.exe',
    'C:\\"Program Files (x86)"\\"HAL Listener"\\hal-listener.exe',
  ],
  ['C:\\Users\\müller\\hal-listener.exe', 'C:\\Users\\müller\\hal-listener.exe'],
  ['\\\\server\\a share\\hal-listener.exe', '\\\\server\\"a share"\\hal-listener.exe'],
  ['D:\\R&D;x\\hal-listener.exe', 'D:\\"R&D;x"\\hal-listener.exe'],
  ['C:\\work\\a b\\hal-listener.exe', '.\\"a b"\\hal-listener.exe'],
])('names a program so that it can be typed in cmd.exe and in PowerShell: %s', (execPath, typed) => {
  const name = started({ platform: 'win32', execPath, isExecutable: true, cwd: 'C:\\work', env: {} });
  expect(name).toBe(typed);
  expect(withCommandName('Try hal-listener status.', name)).toBe(`Try ${typed} status.`);
});

it('puts it into every text that names a command, and into nothing else', () => {
  const name = 'node dist/hal-listener.cjs';
  expect(withCommandName('Start it: hal-listener start', name)).toBe(`Start it: ${name} start`);
  expect(withCommandName('"hal-listener list" shows; try npx hal-listener query "x"', name)).toBe(
    `"${name} list" shows; try ${name} query "x"`,
  );
  for (const text of [
    '/var/lib/hal-listener run',
    'the hal-listener process',
    'hal-listener 0.1.0',
    'hal-listener',
  ]) {
    expect(withCommandName(text, name)).toBe(text);
  }
});

it('knows every command of the program', async () => {
  const verbs = (await program(recordedTerminal())).commands.map((command) => command.name());
  expect([...VERBS].sort()).toEqual(verbs.filter((verb) => verb !== 'from-qm' && verb !== 'help').sort());
});
