import { existsSync } from 'node:fs';
import path from 'node:path';
import type { AfterPackContext, Configuration } from 'electron-builder';
import { EXECUTABLES } from './executable/executable-targets.ts';
import { NOTICES } from './notices.ts';

type Fuses = NonNullable<Configuration['electronFuses']>;

/**
 * Where a listener with a runtime of its own is put for each platform. It goes into the package in place of the
 * bundled file that Electron runs as plain Node.
 */
const RUNTIMES = {
  win: EXECUTABLES['win-x64'].file,
  linux: EXECUTABLES['linux-x64'].file,
  // None is built yet.
  mac: 'dist/darwin-arm64/hal-listener',
} as const;
const BUNDLE = 'dist/hal-listener.cjs';

/**
 * What of Electron is switched off for good in the packaged program: debuggers, NODE_OPTIONS, and any code but the
 * archive's, whose hash is in the program (https://www.electronjs.org/docs/latest/tutorial/fuses).
 *
 * @param ownRuntime whether the listener in the package runs by itself; else Electron has to be its Node
 */
export function fuses(ownRuntime: boolean): Fuses {
  return {
    runAsNode: !ownRuntime,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true,
    enableCookieEncryption: true,
    grantFileProtocolExtraPrivileges: false,
    loadBrowserProcessSpecificV8Snapshot: false,
  };
}

/** The packages of the tray app. */
export function packaging(exists: (file: string) => boolean): Configuration {
  // Outside the archive: it is a process of its own, which goes on when the tray has left.
  const listener = (platform: keyof typeof RUNTIMES) => {
    const from = exists(RUNTIMES[platform]) ? RUNTIMES[platform] : BUNDLE;
    return [{ from, to: path.posix.basename(from) }];
  };
  return {
    // As electron/launch.ts has it.
    appId: 'org.hal-listener.tray',
    productName: 'HAL Listener',
    // A package needs a home page and a maintainer's address. The project has none yet: these lead nowhere.
    extraMetadata: { homepage: 'https://hal-listener.invalid', main: 'dist/electron/main.cjs' },
    directories: { output: 'dist/packages', buildResources: 'dist/electron/icons' },
    // What our own code needs is bundled in it.
    files: [
      'dist/electron/**',
      '!dist/electron/package.json',
      'dist/panel/**',
      'dist/log-search.cjs',
      NOTICES,
      'LICENSE',
      '!**/node_modules/**',
    ],
    npmRebuild: false,
    asar: true,
    icon: 'dist/electron/icons/app.png',
    publish: null,
    electronFuses: fuses(false),
    afterPack: decideRunAsNode,
    win: { target: ['nsis', 'portable'], extraResources: listener('win') },
    nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
    portable: { artifactName: '$' + '{productName} $' + '{version} portable.$' + '{ext}' },
    linux: {
      target: ['AppImage', 'deb'],
      // `hal-listener` is the command line.
      executableName: 'hal-listener-tray',
      category: 'Utility',
      maintainer: 'HAL Listener <maintainers@hal-listener.invalid>',
      extraResources: listener('linux'),
    },
    // Its desktop entry would say --no-sandbox.
    appImage: { executableArgs: [] },
    mac: {
      target: 'dmg',
      category: 'public.app-category.utilities',
      // No dock icon until a window opens.
      extendInfo: { LSUIElement: true },
      extraResources: listener('mac'),
    },
  };
}

/** By what has been packed, as `supervisor/platform/listener-location.ts` will ask: one run may make packages of two kinds. */
function decideRunAsNode({ packager, appOutDir }: AfterPackContext): void {
  const resources = packager.getResourcesDir(appOutDir);
  const names = Object.values(RUNTIMES).map((file) => path.posix.basename(file));
  const ownRuntime = names.some((name) => existsSync(path.join(resources, name)));
  // They are burnt after this.
  Object.assign(packager.config.electronFuses ?? {}, fuses(ownRuntime));
  console.log(ownRuntime ? 'RunAsNode is off' : 'RunAsNode stays on: the listener has no runtime of its own');
}

export default packaging(existsSync);
