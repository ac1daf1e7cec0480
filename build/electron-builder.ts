import { existsSync } from 'node:fs';
import path from 'node:path';
import type { AfterPackContext, Configuration } from 'electron-builder';
import { EXECUTABLES } from './executable/executable-targets.ts';
import { NOTICES } from './notices.ts';

type Fuses = NonNullable<Configuration['electronFuses']>;

/**
 * The listener with a runtime of its own for each platform. It goes into the package in place of the bundled file that
 * Electron runs as plain Node. There is none for macOS.
 */
const RUNTIMES = {
  win: EXECUTABLES['win-x64'].file,
  linux: EXECUTABLES['linux-x64'].file,
} as const;
/** Where there is no such runtime: the bundled file, and what it loads from its folder. */
const BUNDLE = [
  'dist/hal-listener.cjs',
  'dist/hal-listener-program.cjs',
  'dist/store-client.cjs',
  'dist/speech-worker.cjs',
];
const PRODUCT = 'HAL Listener Tray';
const PACKAGE = 'hal-listener-tray';

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
    // A package without a certificate keeps Electron's own signature, which burnt fuses break: macOS would not start it.
    resetAdHocDarwinSignature: true,
  };
}

/** The packages of the tray app. They are signed where electron-builder finds certificates in the environment. */
export function packaging(exists: (file: string) => boolean): Configuration {
  // Outside the archive: it is a process of its own, which goes on when the tray has left.
  const beside = (from: string) => ({ from, to: path.posix.basename(from) });
  const listener = (platform: keyof typeof RUNTIMES) => {
    const file = RUNTIMES[platform];
    if (!exists(file)) return BUNDLE.map(beside);
    return [beside(file), beside(path.posix.join(path.posix.dirname(file), path.posix.basename(NOTICES)))];
  };
  return {
    // As electron/launch.ts has it.
    appId: 'org.hal-listener.tray',
    // Not the name of the headless listener's packages: each would take the folder, the menu entry or the package of the other.
    productName: PRODUCT,
    // A package needs a home page and a maintainer's address. The project has none yet: these lead nowhere.
    extraMetadata: {
      productName: PRODUCT,
      homepage: 'https://hal-listener.invalid',
      main: 'dist/electron/main.cjs',
    },
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
    // For the systems of the executables that go in.
    win: {
      target: ['nsis', 'portable'].map(forX64),
      icon: 'dist/electron/icons/app.ico',
      extraResources: listener('win'),
    },
    nsis: {
      oneClick: false,
      perMachine: false,
      allowToChangeInstallationDirectory: true,
      include: 'build/windows/tray-installer.nsh',
      artifactName: fileName('-setup'),
    },
    portable: { artifactName: fileName('-portable') },
    linux: {
      target: ['AppImage', 'deb'].map(forX64),
      // `hal-listener` is the command line.
      executableName: PACKAGE,
      category: 'Utility',
      maintainer: 'HAL Listener <maintainers@hal-listener.invalid>',
      extraResources: listener('linux'),
    },
    deb: {
      packageName: PACKAGE,
      artifactName: `${PACKAGE}_${macro('version')}_${macro('arch')}.${macro('ext')}`,
    },
    // Its desktop entry would say --no-sandbox.
    appImage: { executableArgs: [], artifactName: fileName('') },
    dmg: { artifactName: fileName(`-${macro('arch')}`) },
    mac: {
      target: [{ target: 'dmg', arch: ['arm64', 'x64'] }],
      icon: 'dist/electron/icons/app.icns',
      category: 'public.app-category.utilities',
      // No dock icon until a window opens.
      extendInfo: {
        LSUIElement: true,
        NSMicrophoneUsageDescription: 'A question that you speak on the Ask screen is sent to your listener.',
      },
      extraResources: BUNDLE.map(beside),
    },
  };
}

/** Without blanks, which a download would lose. */
function fileName(kind: string): string {
  return `${PACKAGE}${kind}-${macro('version')}.${macro('ext')}`;
}

/** What electron-builder puts a value in place of. */
function macro(name: string): string {
  return ['$', '{', name, '}'].join('');
}

function forX64(target: string): { target: string; arch: 'x64'[] } {
  return { target, arch: ['x64'] };
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
