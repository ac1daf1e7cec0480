const { existsSync } = require('node:fs');
const path = require('node:path');

/**
 * The tray app as a package: `npx electron-builder --config build/electron-builder.config.cjs`. The listener lies
 * beside the archive, because other programs start it too: as a single executable where `dist/runtime` holds one, else
 * as the bundled file, which Electron then runs as plain Node.
 */
const executables = path.resolve(__dirname, '../dist/runtime');
const hasRuntime = existsSync(executables);

/** @type {import('electron-builder').Configuration} */
module.exports = {
  appId: 'org.hal-listener.tray',
  productName: 'HAL Listener',
  electronVersion: '45.4.1',
  // For building where Electron's own site is not reached: a folder with Electron unpacked.
  ...(process.env.ELECTRON_DIST ? { electronDist: process.env.ELECTRON_DIST } : {}),
  npmRebuild: false,
  directories: { output: 'dist/packages', buildResources: 'build' },
  asar: true,
  // Everything is bundled; node_modules stay outside.
  files: ['package.json', 'dist/electron/**', 'dist/panel/**', 'dist/log-search.cjs', '!node_modules/**'],
  extraResources: hasRuntime
    ? [{ from: 'dist/runtime', to: '.' }]
    : [{ from: 'dist/hal-listener.cjs', to: 'hal-listener.cjs' }],
  electronFuses: {
    // Only as long as the listener has no runtime of its own: see supervisor/listener-place.ts.
    runAsNode: !hasRuntime,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },
  icon: 'dist/electron/icons/app.png',
  win: { target: ['nsis', 'portable'] },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  linux: {
    target: ['AppImage', 'deb'],
    category: 'Utility',
    maintainer: 'HAL Listener',
    executableName: 'hal-tray',
  },
  mac: { target: ['dmg'], extendInfo: { LSUIElement: true }, category: 'public.app-category.utilities' },
};
