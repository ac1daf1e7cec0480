import path from 'node:path';
import { app } from 'electron';
import { EXIT } from '../contract/exit-codes.ts';
import { shippedResources } from '../panel/resources.ts';
import { autostartOf } from '../supervisor/autostart/kinds.ts';
import { thisAutostartMachine } from '../supervisor/autostart/this-machine.ts';
import { ShippedListener } from '../supervisor/lifecycle/shipped-listener.ts';
import { locateListener } from '../supervisor/platform/listener-location.ts';
import { HIDDEN_FLAG, launchTray } from './launch.ts';
import { LoginStart, trayEntry } from './login-start.ts';
import { openTrayLog } from './tray-log.ts';
import { hasTray } from './tray-presence.ts';
import { SettingsFile } from './tray-settings.ts';

/** Where the bundled main process begins: it lies in dist/electron. */
const { env, execPath, platform, resourcesPath, argv } = process;
const place = { isPackaged: app.isPackaged, execPath, platform, env };
const distFolder = path.resolve(import.meta.dirname, '..');
const dataFolder = app.getPath('userData');
const logFolder = path.join(dataFolder, 'logs');
const log = openTrayLog(path.join(logFolder, 'tray.log'));

process.on('uncaughtException', (error) => {
  log(`unexpected error, exiting: ${error.stack ?? error}`);
  app.exit(EXIT.crashed);
});

launchTray({
  argv,
  log,
  createOptions: async () => ({
    listener: new ShippedListener(locateListener({ ...place, resourcesFolder: resourcesPath, distFolder })),
    resources: shippedResources(distFolder),
    settings: new SettingsFile(path.join(dataFolder, 'tray.json'), log),
    login: new LoginStart(
      autostartOf('login', thisAutostartMachine(env)),
      trayEntry({ ...place, appFolder: app.getAppPath() }, HIDDEN_FLAG),
    ),
    hasTray: await hasTray(),
    platform,
    folder: import.meta.dirname,
    logFolder,
    log,
  }),
});
