import { execFile } from 'node:child_process';

/** Who shows tray icons on Linux desktops registers under this name; without it an icon is drawn nowhere. */
const WATCHER = 'org.kde.StatusNotifierWatcher';
const QUESTION = [
  'call',
  '--session',
  '--dest',
  'org.freedesktop.DBus',
  '--object-path',
  '/org/freedesktop/DBus',
];
const METHOD = ['--method', 'org.freedesktop.DBus.NameHasOwner', WATCHER];

/** Whether a tray icon would be seen. Without an answer it is not counted on. */
export function hasTray(platform: NodeJS.Platform = process.platform, gdbus = 'gdbus'): Promise<boolean> {
  if (platform !== 'linux') return Promise.resolve(true);
  return new Promise((resolve) => {
    execFile(gdbus, [...QUESTION, ...METHOD], { timeout: 3_000 }, (error, said) =>
      resolve(error === null && said.includes('true')),
    );
  });
}
