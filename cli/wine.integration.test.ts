import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { EXECUTABLES } from '../build/executable/executable-targets.ts';
import { wrongSize } from '../build/packages/testing/documented-sizes.ts';
import { ROOT } from '../build/rooms.ts';
import { wineLoader } from '../build/wine.ts';
import { freePort } from '../lib/testing/free-port.ts';
import { HalClient } from '../listener/server/testing/hal-client.ts';
import { waitFor } from './testing/controls.ts';
import { loadPage, panelLink, searchEvents } from './testing/panel-page.ts';
import { WINDOWS_DRIVE, WindowsMachine } from './testing/wine.ts';

/**
 * The shipped file on Wine in place of Windows: named pipe, link, AppData, detached processes, taskkill, the registry.
 * Wine 8 has no PowerShell and no tasklist, and its netstat shows no listeners, so finding a port's owner is not
 * tested.
 */
const isRequested = process.env.WINE_TEST === '1';
const wine = isRequested ? wineLoader() : undefined;
if (isRequested && wine === undefined)
  throw new Error('There is no Wine here: install wine (64-bit), then try again.');

/** What an autostart entry runs. */
const COMMAND = {
  'the executable': 'hal-listener\\.exe',
  'the bundled file': 'node\\.exe .*hal-listener\\.cjs',
} as const;

describe.skipIf(wine === undefined).each(['the executable', 'the bundled file'] as const)(
  `%s on Windows, under Wine${wine === undefined ? ' (skipped: npm run test:wine runs it)' : ''}`,
  (program) => {
    let machine: WindowsMachine;
    let port = 0;
    beforeAll(async () => {
      port = await freePort();
      machine = await WindowsMachine.boot(wine ?? '', port, program);
    }, 300_000);
    afterAll(() => machine?.shutDown());

    const ask = async (): Promise<string> => {
      const client = await HalClient.greeted(`ws://127.0.0.1:${port}`);
      const { text } = await client.ask('What medications am I taking?');
      await client.close();
      return String(text);
    };

    it('says its version and its settings', async () => {
      const size = statSync(path.join(ROOT, EXECUTABLES['win-x64'].file)).size;
      expect(wrongSize('Windows executable', size)).toBeUndefined();
      expect((await machine.hal('--version')).out).toMatch(/^\d+\.\d+\.\d+\r?\n$/);
      expect((await machine.hal('config')).out).toMatch(new RegExp(`port +${port}`));
    });

    it('starts detached, on a named pipe, at home in AppData, and once only', async () => {
      expect(await machine.hal('start', '--max-connections', '7')).toMatchObject({ code: 0 });
      const [registration] = machine.registrations();
      const pid = registration?.pid ?? 0;
      expect(registration).toMatchObject({
        userNo: 10_001,
        endpoint: `\\\\.\\pipe\\hal-listener-${pid}`,
        processStart: expect.stringMatching(/^epoch:\d+$/),
      });
      expect(existsSync(path.join(machine.home, 'control.key'))).toBe(true);
      expect(await ask()).toContain('You are currently taking 3 medications');
      expect((await machine.hal('start')).out).toContain('RUNNING already');
      expect((await machine.hal('status')).out).toContain(`127.0.0.1:${port}`);
      expect((await machine.hal('list')).out).toMatch(new RegExp(`10001 +${pid} +${port} +cli +running`));
      expect((await machine.hal('port')).out).toContain('the listener itself');
      expect(await machine.hal('check')).toMatchObject({ code: 0 });
      const client = await HalClient.greeted(`ws://127.0.0.1:${port}`);
      expect((await machine.hal('connections')).out).toContain('127.0.0.1:');
      const closed = client.closed();
      const [, id = ''] = /^(\d+) +127/m.exec((await machine.hal('connections')).out) ?? [];
      expect(await machine.hal('disconnect', id)).toMatchObject({ code: 0 });
      await closed;
    });

    it('restarts as it was started, stops, and kills by number', async () => {
      const before = machine.registrations()[0]?.pid;
      expect(await machine.hal('restart')).toMatchObject({ code: 0 });
      const [registration] = machine.registrations();
      expect(registration).toMatchObject({ userNo: 10_001, flags: { '--max-connections': '7' } });
      expect(registration?.pid).not.toBe(before);
      expect(await machine.hal('kill', '10001')).toMatchObject({ code: 0 });
      expect(machine.registrations()).toEqual([]);
      expect(await machine.hal('status')).toMatchObject({ code: 3 });
      expect(await machine.hal('stop')).toMatchObject({ code: 0 });
    });

    it('lets one of six starts at the same moment win, and five say so', async () => {
      const ran = await Promise.all(Array.from({ length: 6 }, () => machine.hal('start')));
      expect(ran.map(({ code, err }) => [code, err])).toEqual(ran.map(() => [0, '']));
      expect(ran.filter(({ out }) => out.includes('already'))).toHaveLength(5);
      expect(machine.registrations()).toHaveLength(1);
    });

    it('ends one that hangs by force, and starts another', async () => {
      for (const pid of machine.pids('run')) process.kill(pid, 'SIGSTOP');
      expect(await machine.hal('status')).toMatchObject({ code: 4 });
      const { code, err } = await machine.hal('check', '--restart');
      expect([code, err]).toEqual([0, expect.stringContaining('is being killed')]);
      expect(machine.registrations().map(({ userNo }) => userNo)).toEqual([10_001]);
      // They are gone for Windows, but a stopped process remains in this system's process table.
      for (const pid of machine.pids('run').slice(0, -1)) process.kill(pid, 'SIGKILL');
      await waitFor(() => machine.pids('run').length === 1);
      expect(await ask()).toContain('3 medications');
    });

    it('comes back under watch, which leaves a deliberate stop alone and the listener alive', async () => {
      const watch = machine.spawn('watch', '--example');
      await waitFor(() => watch.out().includes('running:'));
      for (const pid of machine.pids('run')) process.kill(pid, 'SIGKILL');
      await waitFor(() => watch.out().split('running:').length === 3);
      expect((await machine.hal('restart')).out).toContain('by watch (');
      for (const pid of machine.pids('watch')) process.kill(pid, 'SIGKILL');
      expect(await ask()).toContain('3 medications');
      expect((await machine.hal('watch', '--detach', '--example')).out).toContain('in the background');
      await machine.hal('stop');
      expect((await machine.hal('check', '--restart')).out).toContain('stays stopped');
      expect(machine.registrations()).toEqual([]);
    });

    it('is started at login by the registry, and by the Startup folder', async () => {
      for (const kind of ['login', 'startup']) {
        expect(await machine.hal('autostart', 'install', kind, '--port', '9000')).toMatchObject({ code: 0 });
        expect((await machine.hal('autostart', 'status')).out).toMatch(
          new RegExp(`${kind} +installed .*${COMMAND[program]} watch --detach --port=9000`),
        );
        expect(await machine.hal('autostart', 'remove', kind)).toMatchObject({ code: 0 });
        expect((await machine.hal('autostart', 'status')).out).toMatch(new RegExp(`${kind} +not installed`));
      }
    });

    it('reads back a login entry with letters that no console of this Windows has', async () => {
      const { out } = await machine.hal('autostart', 'install', 'login');
      expect(out).toMatch(/Start it now: (?:C:\\"HAL für 表計 & Büro"\\hal-listener\.exe|node .*) start/);
      const found = JSON.parse((await machine.hal('autostart', 'status', '--json')).out);
      const { program: file, args } = found.find((one: { kind: string }) => one.kind === 'login');
      expect([file, ...args].join(' ')).toMatch(new RegExp(COMMAND[program]));
      if (program === 'the executable') expect(file).toBe('C:\\HAL für 表計 & Büro\\hal-listener.exe');
      await machine.hal('autostart', 'remove', 'login');
    });

    it('makes the script that administrators of QM know', async () => {
      await machine.hal('autostart', 'install', 'startup', '--via', 'qm');
      expect((await machine.hal('autostart', 'status')).out).toMatch(
        /startup +installed +C:\\qmsys\\bin\\qm.exe -aHAL PHANTOM EXECUTE 'WEBSOCKET.LISTENER'/,
      );
      expect((await machine.hal('autostart', 'remove', 'startup')).out).toContain('start_hal_websocket.bat');
    });

    it('undoes a task that does not read back, and shows what it was told', async () => {
      // Wine's Task Scheduler takes the task and keeps no command.
      rmSync(path.join(WINDOWS_DRIVE, 'task home'), { recursive: true, force: true });
      const { code, err } = await machine.hal('autostart', 'install', 'task', '--home', 'C:\\task home');
      expect([code, err]).toEqual([1, expect.stringContaining('It was written, but reads back as')]);
      expect((await machine.hal('autostart', 'status')).out).toMatch(/task +not installed/);
      const { out } = await machine.hal('selftest');
      expect(out).toMatch(/UNKNOWN +autostart qm/);
      expect(out).toContain('$ reg.exe query HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run');
      expect(out).toMatch(/^OK +autostart task$/m);
    });

    it('uses the machine-wide home only after an administrator made it', async () => {
      const planted = path.join(WINDOWS_DRIVE, 'ProgramData/HAL Listener');
      const marker = path.join(WINDOWS_DRIVE, 'Program Files/HAL Listener/machine-wide-home.txt');
      const clean = (): void => {
        for (const file of [planted, marker]) rmSync(file, { recursive: true, force: true });
      };
      const home = async (): Promise<string> => (await machine.hal('config')).out;
      onTestFinished(clean);
      clean();
      mkdirSync(planted);
      expect(await home()).toMatch(/home +C:\\users\\.*AppData/);
      // Wine cannot say who made it.
      expect((await machine.hal('autostart', 'install', 'task')).err).toContain(
        'could not be found out who made',
      );
      clean();
      await machine.hal('autostart', 'install', 'task');
      expect(existsSync(marker)).toBe(true);
      expect(await home()).toMatch(/home +C:\\ProgramData\\HAL Listener/);
    });

    it('serves the panel, and searches the logs in a thread', async () => {
      await machine.hal('start');
      const panel = machine.spawn('panel', '--port', '0');
      await waitFor(() => panel.out().includes('#token='));
      const { address, token } = panelLink(panel.out());
      expect(new Set(await loadPage(address))).toEqual(new Set([200]));
      expect(await searchEvents(address, token, String(port))).toBeGreaterThan(0);
      for (const pid of machine.pids('panel')) process.kill(pid, 'SIGKILL');
      await machine.hal('stop');
    });

    it('says that a listener of another home has the port', async () => {
      const thief = machine.spawn('run', '--home', 'C:\\elsewhere');
      await waitFor(() => thief.out().includes('Ctrl+C'));
      const { code, err } = await machine.hal('start');
      expect([code, err]).toEqual([
        75,
        expect.stringMatching(/of another home or user answers on port \d+ \(PID \d+\)/),
      ]);
    });
  },
);
