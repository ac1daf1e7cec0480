import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, Platform } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { locateListener } from '../../supervisor/platform/listener-location.ts';
import { fuses, packaging } from '../electron-builder.ts';
import { EXECUTABLES } from '../executable/executable-targets.ts';
import { installedRuntime } from '../executable/runtime.ts';
import { ROOT } from '../rooms.ts';
import { archived, burntFuses, type System, writeStandIn } from './stand-in.ts';

/** The tray's packages as electron-builder lays them out for each system, around a stand-in for Electron's binary. */
const asked = process.env.PACKAGE_CHECK === '1';
const folder = asked ? mkdtempSync(path.join(tmpdir(), 'hal-package-check-')) : '';

const UNPACKED: Readonly<
  Record<System, { folder: string; resources: string; program: string; fused: string }>
> = {
  linux: {
    folder: 'linux-unpacked',
    resources: 'resources',
    program: 'hal-listener-tray',
    fused: 'hal-listener-tray',
  },
  win: {
    folder: 'win-unpacked',
    resources: 'resources',
    program: 'HAL Listener Tray.exe',
    fused: 'HAL Listener Tray.exe',
  },
  mac: {
    folder: 'mac',
    resources: 'HAL Listener Tray.app/Contents/Resources',
    program: 'HAL Listener Tray.app/Contents/MacOS/HAL Listener Tray',
    fused: 'HAL Listener Tray.app/Contents/Frameworks/Electron Framework.framework/Electron Framework',
  },
};
const PLATFORMS = { linux: Platform.LINUX, win: Platform.WINDOWS, mac: Platform.MAC };

const signatures = path.join(folder, 'signatures');

/** Apple's `codesign`, which only macOS has: what it is told is noted. */
function standInForCodesign(): void {
  const bin = path.join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(path.join(bin, 'codesign'), `#!/bin/sh\necho "$@" >> '${signatures}'\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${bin}${path.delimiter}${process.env.PATH}`);
}

async function pack(system: System): Promise<void> {
  const electronDist = path.join(folder, `electron-${system}`);
  writeStandIn(
    system,
    electronDist,
    installedRuntime(process.platform === 'win32' ? 'win-x64' : 'linux-x64').modules,
  );
  await build({
    targets: PLATFORMS[system].createTarget('dir'),
    projectDir: ROOT,
    config: {
      ...packaging((file) => existsSync(path.join(ROOT, file))),
      directories: { output: path.join(folder, 'packages'), buildResources: 'dist/electron/icons' },
      electronDist,
      ...(system === 'mac' ? { mac: { ...packaging(() => false).mac, identity: null } } : {}),
    },
  });
}

afterAll(() => {
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

const skipped = asked ? '' : ' (skipped: npm run package:check runs it)';

// Its own on Windows, all on Linux. On macOS the real codesign would refuse the stand-in.
const ALL = ['linux', 'win', 'mac'] as const;
const here: readonly System[] =
  process.platform === 'linux' ? ALL : process.platform === 'win32' ? ['win'] : [];

describe.skipIf(!asked).each(asked ? here : ALL)(`the tray's package for %s${skipped}`, (system) => {
  const { folder: unpacked, resources, program, fused } = UNPACKED[system];
  const place = path.join(folder, 'packages', unpacked);
  const beside = path.join(place, resources);
  beforeAll(() => {
    if (system === 'mac' && process.platform !== 'darwin') standInForCodesign();
    return pack(system);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(path.join(folder, 'packages'), { recursive: true, force: true });
  });

  it('has its program, and the app in an archive', () => {
    expect(existsSync(path.join(place, program))).toBe(true);
    expect(archived(path.join(beside, 'app.asar'))).toEqual(
      expect.arrayContaining([
        'dist/electron/main.cjs',
        'dist/electron/preload.cjs',
        'dist/electron/stop-listener.cjs',
        'dist/electron/icons/running-dark.ico',
        'dist/panel/index.html',
        'dist/THIRD-PARTY-NOTICES.txt',
      ]),
    );
  });

  it('carries the executable, where the tray looks for it, with its notices', () => {
    const platform = ({ linux: 'linux', win: 'win32', mac: 'darwin' } as const)[system];
    const paths = {
      isPackaged: true,
      resourcesFolder: beside,
      distFolder: '',
      execPath: path.join(place, program),
    };
    const command = locateListener({ ...paths, platform, env: {} });
    if (system === 'mac') {
      expect(command.args).toEqual([path.join(beside, 'hal-listener.cjs')]);
      return;
    }
    const { file } = EXECUTABLES[system === 'win' ? 'win-x64' : 'linux-x64'];
    expect(command).toMatchObject({ program: path.join(beside, path.basename(file)), args: [] });
    expect(statSync(command.program).size).toBe(statSync(path.join(ROOT, file)).size);
    expect(readdirSync(beside)).not.toContain('hal-listener.cjs');
    expect(readFileSync(path.join(beside, 'THIRD-PARTY-NOTICES.txt'), 'utf8')).toContain('\nNode.js\n');
    if (platform === 'linux') expect(statSync(command.program).mode & 0o111).toBe(0o111);
  });

  it('has the fuses burnt, RunAsNode too where the listener needs no Electron', () => {
    const { resetAdHocDarwinSignature: _, ...wanted } = fuses(system !== 'mac');
    expect(burntFuses(path.join(place, fused))).toEqual(wanted);
    // The signature that it had is of the bytes before.
    if (system === 'mac' && process.platform !== 'darwin')
      expect(readFileSync(signatures, 'utf8')).toContain('--sign - ');
  });
});
