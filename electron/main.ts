import path from 'node:path';
import { app } from 'electron';
import { onBackgroundError } from '../lib/background.ts';
import { shippedResources } from '../panel/resources.ts';
import { autostartOf } from '../supervisor/autostart/kinds.ts';
import { thisAutostartMachine } from '../supervisor/autostart/this-machine.ts';
import { ShippedListener } from '../supervisor/lifecycle/shipped-listener.ts';
import { locateListener } from '../supervisor/platform/listener-location.ts';
import { endVisibly, HIDDEN_FLAG, launchTray } from './launch.ts';
import { LoginStart, trayEntry } from './login-start.ts';
import { openTrayLog } from './tray-log.ts';
import { hasTray } from './tray-presence.ts';
import { SettingsFile } from './tray-settings.ts';

/** Where the bundled main process begins: it lies in dist/electron. */

let log: (line: string) => void = (line) => console.error(line);

// Before anything can fail: Electron shows such an error, and then goes on without an icon or a window.
process.on('uncaughtException', (error) => endVisibly('HAL Listener ended unexpectedly', error, log));
process.on('unhandledRejection', (error) =>
  log(`unhandled rejection: ${error instanceof Error ? error.stack : error}`),
);
onBackgroundError(({ task, error, count }) => log(`error in ${task} (${count}): ${error}`));

const { env, execPath, platform, resourcesPath, argv } = process;
const place = { isPackaged: app.isPackaged, execPath, platform, env };
const distFolder = path.resolve(import.meta.dirname, '..');
const dataFolder = app.getPath('userData');
const logFolder = path.join(dataFolder, 'logs');
log = openTrayLog(path.join(logFolder, 'tray.log'));
const settings = new SettingsFile(path.join(dataFolder, 'tray.json'), log);

launchTray({
  argv,
  env,
  platform,
  useGpu: settings.current.useGpu,
  log,
  createOptions: async () => ({
    listener: new ShippedListener(locateListener({ ...place, resourcesFolder: resourcesPath, distFolder })),
    resources: shippedResources(distFolder),
    settings,
    login: new LoginStart(
      autostartOf('login', thisAutostartMachine(env)),
      trayEntry({ ...place, appFolder: app.getAppPath() }, HIDDEN_FLAG),
    ),
    hasTray: await hasTray(),
    isInstalled: app.isPackaged && env.PORTABLE_EXECUTABLE_FILE === undefined,
    platform,
    folder: import.meta.dirname,
    logFolder,
    log,
  }),
});
