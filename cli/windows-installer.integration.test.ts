import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../build/ensure-built.ts';
import { wrongSize } from '../build/packages/testing/documented-sizes.ts';
import { buildInstaller, INSTALLER_FOLDER } from '../build/packages/windows-installer.ts';
import { ROOT } from '../build/rooms.ts';
import { wineLoader } from '../build/wine.ts';
import { freePort } from '../lib/testing/free-port.ts';
import { HalClient } from '../listener/server/testing/hal-client.ts';
import { waitFor } from './testing/controls.ts';
import { WINDOWS_DRIVE, WindowsMachine } from './testing/wine.ts';

/** The Windows installer on Windows as Wine is one: installed, upgraded and removed in silence. */
const asked = process.env.WINE_TEST === '1';
const wine = asked ? wineLoader() : undefined;

const FOLDER = 'C:\\HAL für 表計 (x64)';
const ENVIRONMENT = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment';
const RUN = 'HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';
const UNINSTALL = 'HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\HAL Listener';

describe.skipIf(wine === undefined)(
  `the Windows installer, under Wine${wine === undefined ? ' (skipped: npm run test:wine runs it)' : ''}`,
  () => {
    let machine: WindowsMachine;
    let port = 0;
    const installed = path.join(WINDOWS_DRIVE, FOLDER.slice(3));
    beforeAll(async () => {
      port = await freePort();
      machine = await WindowsMachine.boot(wine ?? '', port, `${FOLDER}\\hal-listener.exe`);
      const tray = path.join(machine.folder, 'win-unpacked');
      mkdirSync(path.join(tray, 'resources'), { recursive: true });
      // Electron itself cannot be run here: files of its names stand in for it.
      for (const name of ['HAL Listener Tray.exe', 'resources/app.asar', 'resources/hal-listener.exe'])
        writeFileSync(path.join(tray, name), name);
      for (const version of ['0.0.9', '0.1.0']) {
        await buildInstaller({
          version,
          compressor: 'zlib',
          folder: path.join(machine.folder, 'setup'),
          tray,
        });
      }
    });
    afterAll(() => machine?.shutDown());

    const install = async (version: string): Promise<number | null> => {
      const setup = path.join(machine.folder, `setup/hal-listener-setup-${version}.exe`);
      return (await machine.tool(setup, '/S', '/TASK=0', `/FOLDER=${FOLDER}`)).code;
    };
    const ask = async (): Promise<string> => {
      const client = await HalClient.greeted(`ws://127.0.0.1:${port}`);
      const { text } = await client.ask('What medications am I taking?');
      await client.close();
      return String(text);
    };
    const registry = async (key: string, value: string): Promise<string> =>
      (await machine.tool('reg.exe', 'query', key, '/v', value)).out;

    it('has the documented size', () => {
      ensureBuilt('windows-installer');
      const folder = path.join(ROOT, INSTALLER_FOLDER);
      const [file = ''] = readdirSync(folder);
      expect(wrongSize('Windows installer', statSync(path.join(folder, file)).size)).toBeUndefined();
    });

    it('installs into a folder with blanks and letters of two scripts', async () => {
      expect(await install('0.0.9')).toBe(0);
      expect(readdirSync(installed).sort()).toEqual([
        'LICENSE.txt',
        'THIRD-PARTY-NOTICES.txt',
        'docs',
        'hal-listener.exe',
        'tray',
        'uninstall.exe',
      ]);
      // The listener is there once, and both use it.
      expect(readdirSync(path.join(installed, 'tray/resources'))).toEqual(['app.asar']);
      expect(await registry(RUN, 'HAL Listener')).toContain('\\tray\\HAL Listener Tray.exe" --hidden');
      expect(await registry(UNINSTALL, 'DisplayVersion')).toContain('0.0.9');
      expect(
        (await registry(ENVIRONMENT, 'Path')).split(';').filter((one) => one.includes('HAL f')),
      ).toHaveLength(1);
      expect(await machine.hal('start')).toMatchObject({ code: 0 });
      expect(await ask()).toContain('3 medications');
    });

    it('upgrades: stops gently, replaces, and starts again what ran', async () => {
      const before = machine.registrations()[0]?.pid;
      expect(await install('0.1.0')).toBe(0);
      expect(await registry(UNINSTALL, 'DisplayVersion')).toContain('0.1.0');
      expect(
        (await registry(ENVIRONMENT, 'Path')).split(';').filter((one) => one.includes('HAL f')),
      ).toHaveLength(1);
      expect(await ask()).toContain('3 medications');
      expect(machine.registrations()[0]?.pid).not.toBe(before);
    });

    it('is removed with all of it but the data', async () => {
      const removed = await machine.tool(`${FOLDER}\\uninstall.exe`, '/S');
      expect(removed.code).toBe(0);
      // It goes on in a copy of itself, so that it can remove its own file.
      await waitFor(() => !existsSync(installed), 60_000);
      expect(machine.registrations()).toEqual([]);
      expect(await registry(ENVIRONMENT, 'Path')).not.toContain('HAL f');
      expect((await machine.tool('reg.exe', 'query', UNINSTALL)).code).not.toBe(0);
      expect(await registry(RUN, 'HAL Listener')).not.toContain('HAL Listener Tray.exe');
      expect(existsSync(path.join(machine.home, 'control.key'))).toBe(true);
    });
  },
);
