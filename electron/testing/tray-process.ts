import path from 'node:path';
import { diskResources } from '../../panel/resources.ts';
import { ShippedListener } from '../../supervisor/lifecycle/shipped-listener.ts';
import { locateListener } from '../../supervisor/platform/listener-location.ts';
import { launchTray } from '../launch.ts';
import { SettingsFile } from '../tray-settings.ts';

/** The tray on the mock as a process of its own, for a test that kills it. Bundled and started by that test. */
const [, , distFolder = '', dataFolder = ''] = process.argv;
const log = (): void => undefined;
const { env, execPath, platform } = process;
const around = { isPackaged: false, resourcesFolder: '', distFolder, execPath, platform, env };

launchTray({
  argv: ['--hidden'],
  env,
  platform: 'win32',
  useGpu: true,
  log,
  createOptions: async () => ({
    listener: new ShippedListener(locateListener(around)),
    resources: diskResources(distFolder),
    settings: new SettingsFile(path.join(dataFolder, 'tray.json'), log),
    login: { read: async () => false, set: async () => undefined },
    hasTray: true,
    isInstalled: true,
    platform: 'win32',
    folder: path.join(distFolder, 'electron'),
    logFolder: dataFolder,
    log,
  }),
});
