import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type RunTool, ToolError } from '../supervisor/platform/run-tool.ts';
import { autostartVerb } from './autostart.ts';
import type { AutostartMachineOf } from './autostart-settings.ts';
import { memoryMachine } from './testing/memory-machine.ts';
import { recordedTerminal, typed } from './testing/terminal.ts';

/** A machine of memory. */
function machine(platform: NodeJS.Platform, run: RunTool = async () => '', env: Record<string, string> = {}) {
  const home = mkdtempSync(path.join(tmpdir(), 'hal-autostart-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const all = new Map<string, Buffer>();
  const terminal = recordedTerminal({ HAL_LISTENER_HOME: home, ...env });
  const machineOf: AutostartMachineOf = () => ({
    ...memoryMachine(all),
    platform,
    env: { APPDATA: 'C:\\Roaming' },
    // A registry without values.
    run: async (program, args, purpose) => {
      if (program === 'reg.exe' && args.includes('/v')) throw new ToolError('FEHLER: nicht gefunden', 1);
      return run(program, args, purpose);
    },
  });
  const say = async (...words: string[]): Promise<string> => {
    const before = terminal.output().length;
    await typed(autostartVerb(terminal, machineOf), ...words);
    return terminal.output().slice(before);
  };
  return { all, say, home };
}

it('installs what keeps the listener running, with settings of its own, reads it back and removes it', async () => {
  const { all, say, home } = machine('linux');
  expect(await say('status')).toMatch(/login +not installed/);
  expect(await say('install', 'login', '--port', '9000')).toContain(
    'Installed: starts when this user logs in',
  );
  expect(String(all.get('/home/anna/.config/autostart/hal-listener.desktop'))).toContain(
    `"watch" "--home=${home}" "--port=9000"\n`,
  );
  expect(await say('status')).toMatch(/login +installed +.* watch --home=\S+ --port=9000/);
  expect(JSON.parse(await say('status', '--json'))[0]).toMatchObject({
    kind: 'login',
    state: 'installed',
  });
  expect(await say('remove', 'login')).toContain('Removed');
  expect(await say('remove', 'login')).toBe('It was not installed.\n');
});

it('starts without a window at login on Windows', async () => {
  const { all, say } = machine('win32');
  await say('install', 'startup');
  expect(String([...all.values()][0])).toContain('watch --detach');
});

it('says what is wrong, and believes only what it reads back', async () => {
  await expect(machine('linux').say('install', 'cron')).rejects.toThrow(
    /^cron is not a kind of autostart: use login, systemd, systemd-user, qm$/,
  );
  await expect(machine('linux').say('install', 'task')).rejects.toThrow('use login, systemd');
  // A Task Scheduler that says yes and keeps nothing.
  await expect(machine('win32').say('install', 'task')).rejects.toThrow('it is not there');
  const { say } = machine('linux', async () => 'disabled\n');
  await expect(say('install', 'systemd')).rejects.toThrow('it is not enabled');
});

const IN_FORCE = {
  QM_DRIVER: 'pipe',
  QM_BIN: '/usr/qmsys/bin/qm',
  WEBSOCKET_PORT: '8781',
  WEBSOCKET_HOST: '127.0.0.1',
  WEBSOCKET_DRAIN: '60000',
  WEBSOCKET_TOKEN: 'a-token-of-some-length',
};
const AS_FLAGS = ['--qm-program=/usr/qmsys/bin/qm', '--driver=pipe', '--port=8781', '--host=127.0.0.1'];

const QM_FILE = '/etc/scarlet.conf';

it.each([
  ['linux', 'login'],
  ['linux', 'systemd-user'],
  ['linux', 'systemd'],
  ['linux', 'qm'],
  ['win32', 'startup'],
] as const)(
  'on %s, %s starts with the settings that are in force, the secrets by file',
  async (platform, kind) => {
    const { all, say, home } = machine(platform, async () => 'enabled\n', IN_FORCE);
    all.set(QM_FILE, Buffer.from('[qm]\nNUMUSERS=4\n'));
    const said = await say('install', kind, ...(kind === 'qm' ? ['--qm-config', QM_FILE] : []));
    expect(said).toContain(`token was saved in ${path.join(home, 'config.json')}`);
    expect(said).not.toContain('warning');
    const read = JSON.parse(
      await say('status', '--json', ...(kind === 'qm' ? ['--qm-config', QM_FILE] : [])),
    );
    const entry = read.find((one: { kind: string }) => one.kind === kind);
    expect(entry.args).toEqual(expect.arrayContaining(['watch', `--home=${home}`, ...AS_FLAGS]));
    expect(JSON.stringify([...all.values()].map(String))).not.toContain('a-token');
    const file = path.join(home, 'config.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      form: 1,
      token: 'a-token-of-some-length',
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    // From now on the example answers in that home only where somebody says so.
    expect(existsSync(path.join(home, 'qm-chosen.json'))).toBe(true);
    const unit = [...all.entries()].find(([name]) => name.endsWith('.service'));
    if (unit !== undefined) expect(String(unit[1])).toContain('TimeoutStopSec=70\n');
  },
);

it('keeps what config.json says beside a secret, and says that the example would not start', async () => {
  const { say, home } = machine('linux', undefined, { WEBSOCKET_TOKEN: 'a-token-of-some-length' });
  writeFileSync(path.join(home, 'config.json'), '{"port": 9001, "ours": true}');
  expect(await say('install', 'login')).toMatch(
    /warning: it will not start with these settings: no QM is configured/,
  );
  expect(JSON.parse(readFileSync(path.join(home, 'config.json'), 'utf8'))).toEqual({
    form: 1,
    port: 9001,
    ours: true,
    token: 'a-token-of-some-length',
  });
  expect(await say('install', 'login', '--example')).not.toContain('warning');
  expect(await say('status')).toContain('--example=on');
});

/** A Windows with a Task Scheduler, and PowerShell that knows the account of the test. */
function windows(fails: (line: string) => string | undefined = () => undefined) {
  const tasks = new Map<string, string>();
  const run: RunTool = async (program, args) => {
    const line = [program, ...args].join(' ');
    const why = fails(line);
    if (why !== undefined) throw new ToolError(why, 1);
    const [verb] = args;
    const name = args[2] ?? '';
    if (program === 'whoami.exe') return '"halbox\\anna","S-1-5-21-1-2-3-1001"';
    if (program !== 'schtasks.exe') return '';
    if (verb === '/Create') tasks.set(name, here.all.get(args[4] ?? '')?.toString('utf16le') ?? '');
    if (verb === '/Delete') tasks.delete(name);
    const found = tasks.get(name);
    if (verb === '/Query' && found === undefined) {
      throw new ToolError('FEHLER: nicht gefunden', args.includes('/HRESULT') ? 0x80_07_00_02 : 1);
    }
    return found ?? '';
  };
  const here = machine('win32', run);
  return { ...here, tasks };
}

const FIND_TASK = (name: string) => (entry: { kind: string }) => entry.kind === name;

it('makes a task that keeps the listener running, and one that checks it every five minutes', async () => {
  const { say, tasks, home } = windows();
  expect(await say('install', 'task', '--port', '9000')).toContain('anna may read it and give orders');
  expect(await say('install', 'health-task')).toContain('Installed: checks the listener every five minutes.');
  expect([...tasks.keys()]).toEqual(['HAL Listener', 'HAL Listener Health']);
  expect(tasks.get('HAL Listener')).toContain('S-1-5-18');
  const read = JSON.parse(await say('status', '--json'));
  expect(read.find(FIND_TASK('task')).args).toEqual(
    expect.arrayContaining(['watch', `--home=${home}`, '--port=9000']),
  );
  expect(read.find(FIND_TASK('health-task')).args).toEqual(
    expect.arrayContaining(['check', '--restart', `--home=${home}`]),
  );
  await say('install', 'task', '--user', 'LocalService');
  expect(tasks.get('HAL Listener')).toContain('<UserId>S-1-5-19<');
  await say('remove', 'task');
  await say('remove', 'health-task');
  expect(tasks.size).toBe(0);
});

it('makes with --via qm exactly what administrators of QM know, and saves what is in force', async () => {
  const { say, tasks, home } = windows();
  const qm = ['--via', 'qm'];
  const said = await say('install', 'task', ...qm, '--port', '8781');
  expect(said).toContain(`port was saved in ${path.join(home, 'config.json')}`);
  expect(JSON.parse(readFileSync(path.join(home, 'config.json'), 'utf8'))).toMatchObject({ port: 8_781 });
  await say('install', 'health-task', ...qm);
  const read = JSON.parse(await say('status', '--json'));
  expect(read.find(FIND_TASK('task'))).toMatchObject({
    program: 'C:\\qmsys\\bin\\qm.exe',
    args: ['-aHAL', "PHANTOM EXECUTE 'WEBSOCKET.LISTENER'"],
  });
  expect(tasks.get('HAL Listener')).toContain(
    '<Arguments>-aHAL &quot;PHANTOM EXECUTE &apos;WEBSOCKET.LISTENER&apos;&quot;<',
  );
  expect(read.find(FIND_TASK('health-task')).args).toEqual(['-aHAL', 'CHECK.WEBSOCKET.LISTENER']);
  await expect(say('install', 'service', ...qm)).rejects.toThrow("QM's PHANTOM leaves at once");
});

it('makes the script of all users, who have a configuration of their own', async () => {
  const { say, all } = windows();
  const qm = ['--via', 'qm'];
  const account = ['--qm-account', 'CLINIC'];
  await say('install', 'startup', '--all-users', ...qm);
  const script = [...all.keys()].find((file) => file.endsWith('start_hal_websocket.bat'));
  expect(script).toMatch(/^C:\\ProgramData\\Microsoft\\Windows\\Start Menu/);
  expect(await say('status')).toMatch(/startup +installed +C:\\qmsys\\bin\\qm.exe -aHAL/);
  await expect(say('install', 'startup', '--all-users', ...qm, ...account)).rejects.toThrow(
    /qmAccount would not be in force for others/,
  );
  expect(await say('remove', 'startup', '--all-users')).toContain('Removed');
});

it('undoes what fails half-way, and says unknown where the system does not say', async () => {
  // The rights of the home come first.
  const rights = windows((line) => (line.startsWith('icacls') ? 'FEHLER: Zugriff verweigert' : undefined));
  await expect(rights.say('install', 'task')).rejects.toThrow('Zugriff verweigert');
  expect(rights.tasks.size).toBe(0);
  // A home whose config.json cannot be written.
  const secret = windows();
  await secret.say('install', 'task', '--port', '9000');
  const before = secret.tasks.get('HAL Listener');
  mkdirSync(path.join(secret.home, 'config.json'));
  const qm = ['--via', 'qm', '--port', '9001'];
  await expect(secret.say('install', 'task', ...qm)).rejects.toThrow(/config\.json/);
  expect(secret.tasks.get('HAL Listener')).toBe(before);
  const refused = windows((line) => (line.includes('/Query') ? 'FEHLER: Zugriff verweigert' : undefined));
  refused.all.set('C:\\Windows\\System32\\Tasks\\HAL Listener', Buffer.from('unreadable'));
  expect(await refused.say('status')).toMatch(/task +unknown +FEHLER: Zugriff verweigert/);
  await expect(refused.say('remove', 'task')).rejects.toThrow('Not known whether it is there');
});

it('leaves an entry switched off for an installer, which enables nothing by itself', async () => {
  const { say, tasks } = windows();
  await say('install', 'task');
  const off = String(tasks.get('HAL Listener')).replace('<Enabled>true', '<Enabled>false');
  tasks.set('HAL Listener', off);
  expect(await say('install', 'task', '--unless-off')).toContain('Left as it is: it was switched off');
  expect(tasks.get('HAL Listener')).toBe(off);
  await say('install', 'task');
  expect(tasks.get('HAL Listener')).not.toContain('<Enabled>false');
});

it('has QM start a script where the command is too long for it, reads that back and takes it away', async () => {
  const { all, say, home } = machine('linux', undefined, IN_FORCE);
  all.set(QM_FILE, Buffer.from('[qm]\nNUMUSERS=4\n'));
  await say('install', 'qm', '--qm-config', QM_FILE);
  const script = path.join(home, 'qm-start');
  const [, command = ''] = /^STARTUP=(.*)$/m.exec(String(all.get(QM_FILE))) ?? [];
  expect([command, command.length <= 80]).toEqual([`SH sh ${script} watch`, true]);
  expect(String(all.get(script))).toMatch(/^#!\/bin\/sh\n.*\nexec '.*' 'watch' '--detach' '--home=.*'\n$/);
  all.delete(script);
  expect(await say('status', '--qm-config', QM_FILE)).toMatch(
    /qm +disabled +the script that QM starts is missing/,
  );
  await say('remove', 'qm', '--qm-config', QM_FILE);
  expect(String(all.get(QM_FILE))).not.toContain('STARTUP');
});
