import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { EXECUTABLES } from '../build/executable/executable-targets.ts';
import { BareRoot, hasRoots } from '../build/executable/testing/bare-root.ts';
import { wrongSize } from '../build/packages/testing/documented-sizes.ts';
import { ROOT } from '../build/rooms.ts';
import { freePort } from '../lib/testing/free-port.ts';
import { installPrograms } from '../listener/account/qm/install.ts';
import { CONFIGURATION_RECORD } from '../listener/account/qm/listener-command.ts';
import { MiniatureAccount } from '../listener/account/qm/testing/miniature-account.ts';
import { QmServer } from '../listener/account/qmclient/testing/qm-server.ts';
import { toQmText } from '../listener/account/text.ts';
import { HalClient } from '../listener/server/testing/hal-client.ts';
import { isAlive, waitFor } from './testing/controls.ts';
import { loadPage, panelLink, searchEvents } from './testing/panel-page.ts';

/**
 * The Linux executable in a root that contains only the program and the C library, with one environment variable.
 * Everything else that it needs must be inside it.
 */
const isRequested = process.env.PACKAGES_TEST === '1';
const skipReason = !isRequested
  ? 'npm run test:packages runs it'
  : hasRoots()
    ? undefined
    : 'it needs root and Linux';
const EXECUTABLE = path.join(ROOT, EXECUTABLES['linux-x64'].file);
const USER = '/home/anna müller';
const PROGRAM = `${USER}/HAL für das Büro/hal-listener`;

describe.skipIf(skipReason !== undefined)(
  `the executable alone${skipReason === undefined ? '' : ` (skipped: ${skipReason})`}`,
  () => {
    let root: BareRoot;
    let port = 0;
    let home = '';
    beforeAll(async () => {
      root = new BareRoot(EXECUTABLE, PROGRAM, { HOME: USER });
      port = await freePort();
      await root.run('config', 'set', 'port', String(port), 'host', '127.0.0.1');
      const config: { name: string; value: string }[] = JSON.parse(
        (await root.run('config', '--json')).out,
      ).settings;
      home = config.find(({ name }) => name === 'home')?.value ?? '';
    });
    afterAll(() => root?.remove(home));

    const ask = async (): Promise<string> => {
      const client = await HalClient.greeted(`ws://127.0.0.1:${port}`);
      const { text } = await client.ask('What medications am I taking?');
      await client.close();
      return String(text);
    };

    it('says its version, its settings and its help', async () => {
      const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
      expect(await root.run('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
      expect((await root.run('config')).out).toMatch(new RegExp(`port +${port}`));
      expect((await root.run('--help')).out).toContain('Usage: ');
      expect((await root.run('intents', 'show')).out).toContain('MEDICATION');
      expect((await root.run('completion', 'bash')).out).toContain('complete ');
      expect((await root.run('man')).out).toContain('.TH HAL');
    });

    it('has the documented size', () => {
      expect(wrongSize('Linux executable', statSync(EXECUTABLE).size)).toBeUndefined();
    });

    it('answers a client in the foreground and ends on a signal', async () => {
      const listener = root.spawn('run', '--example');
      await waitFor(() => listener.text().out.includes('Ctrl+C stops it.'));
      expect(await ask()).toContain('You are currently taking 3 medications');
      const closed = once(listener.child, 'close');
      listener.child.kill('SIGTERM');
      await closed;
      expect(listener.child.exitCode).toBe(0);
    });

    it('starts, restarts, is watched and stops, each time the same program', async () => {
      expect(await root.run('start')).toMatchObject({ code: 0, err: '' });
      const [first = 0] = root.pids(home);
      expect(await ask()).toContain('3 medications');
      expect((await root.run('list')).out).toMatch(new RegExp(`10001 +${first} +${port} +cli +running`));
      expect((await root.run('query', 'What medications am I taking?')).out).toContain('3 medications');
      expect(await root.run('restart')).toMatchObject({ code: 0 });
      const [second = 0] = root.pids(home);
      expect(second).not.toBe(first);
      expect(readFileSync(`/proc/${second}/cmdline`, 'utf8').split('\0').slice(0, 2)).toEqual([
        PROGRAM,
        'run',
      ]);
      const watch = root.spawn('watch', '--example');
      await waitFor(() => watch.text().out.includes('running:'));
      process.kill(second, 'SIGKILL');
      await waitFor(() => watch.text().out.split('running:').length === 3);
      expect(await ask()).toContain('3 medications');
      const closed = once(watch.child, 'close');
      watch.child.kill('SIGTERM');
      await closed;
      const [third = 0] = root.pids(home);
      expect(await root.run('stop')).toMatchObject({ code: 0 });
      expect(isAlive(third)).toBe(false);
      const detached = await root.run('watch', '--detach', '--example');
      expect(detached).toMatchObject({ code: 0, out: expect.stringContaining('in the background') });
      const [, pid = '0'] = /PID (\d+)/.exec(detached.out) ?? [];
      onTestFinished(() => void process.kill(Number(pid), 'SIGKILL'));
      expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).toContain(`${PROGRAM}\0watch\0`);
    });

    it('serves the panel and searches the logs from within', async () => {
      const panel = root.spawn('panel', '--port', '0');
      await waitFor(() => panel.text().out.includes('#token=') || panel.child.exitCode !== null);
      const { address, token } = panelLink(panel.text().out + panel.text().err);
      const statuses = await loadPage(address);
      expect(statuses.length).toBeGreaterThan(3);
      expect(new Set(statuses)).toEqual(new Set([200]));
      expect(await searchEvents(address, token, String(port))).toBeGreaterThan(0);
    });

    it('starts with the machine by its own path', async () => {
      const { out, err } = await root.run('autostart', 'install', 'login');
      expect([out, err]).toEqual([expect.stringContaining('Installed'), '']);
      const entry = readFileSync(root.path(USER, '.config/autostart/hal-listener.desktop'), 'utf8');
      expect(entry).toContain(`Exec="${PROGRAM}" "watch"`);
      expect((await root.run('autostart', 'status')).out).toContain(`${PROGRAM} watch`);
      expect((await root.run('autostart', 'remove', 'login')).out).toContain('Removed');
    });

    it('answers the QM commands', async () => {
      expect((await root.run('from-qm', 'check')).out).toMatch(/^It was stopped by cli .*\n@ STOPPED\n$/);
      expect((await root.run('from-qm', 'ready')).out).toMatch(/no QM is configured.*\n@ FAILED\n$/);
      expect((await root.run('from-qm', 'stop')).out).toMatch(/^No listener is running.*\n@ DONE\n$/);
    });

    it('is what the QM commands run', async () => {
      const server = await QmServer.start();
      onTestFinished(() => server.stop());
      await writePrograms(server.qm);
      await root.run('config', 'set', 'qmHost', '127.0.0.1', 'qmPort', String(server.port));
      writeFileSync(root.path(USER, 'password'), server.qm.password, { mode: 0o600 });
      const login = ['qmUsername', server.qm.username, 'qmPasswordFile', `${USER}/password`];
      await root.run('config', 'set', ...login);
      expect(await root.run('account', 'install')).toMatchObject({ code: 0, err: '' });
      const record = server.qm.files.get('VOC')?.get(CONFIGURATION_RECORD);
      expect(record).toContain(`NODE_OPTIONS= exec '${toQmText(PROGRAM)}' from-qm`);
    });
  },
);

/** Writes the QM commands into a QM, as an installation of another version left them. */
async function writePrograms(qm: QmServer['qm']): Promise<void> {
  const account = new MiniatureAccount();
  await installPrograms(account, 'X another program', false);
  for (const [name, records] of account.files) qm.files.set(name, records);
  const dictionary = account.files.get('HAL.LISTENER.LOG.DIC');
  if (dictionary !== undefined) qm.files.set('HAL.SPLITTER.LOG', dictionary);
}
