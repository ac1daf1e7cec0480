import { expect, it } from 'vitest';
import type { AutostartEntry } from '../supervisor/autostart/autostart.ts';
import { desktopEntry } from '../supervisor/autostart/desktop-entry.ts';
import { LoginStart, trayEntry } from './login-start.ts';

const TRAY: AutostartEntry = { program: '/opt/HAL Listener/hal', args: ['--hidden'] };

function machine(keeps = true) {
  const files = new Map<string, Buffer>();
  const autostart = desktopEntry(
    {
      files: {
        read: (file) => files.get(file),
        write: (file, content) => void (keeps && files.set(file, Buffer.from(content))),
        remove: (file) => void files.delete(file),
      },
    },
    '/home/anna/.config',
  );
  return { files, autostart, login: new LoginStart(autostart, TRAY) };
}

it('makes one entry, reads it back from the system and takes it away', async () => {
  const { files, login } = machine();
  expect(await login.read()).toBe(false);
  await login.set(true);
  await login.set(true);
  expect([await login.read(), files.size]).toEqual([true, 1]);
  await login.set(false);
  expect([await login.read(), files.size]).toEqual([false, 0]);
});

it('takes the place of an entry that starts something else, which is not its own', async () => {
  const { files, autostart, login } = machine();
  await autostart.install({ program: '/opt/node', args: ['hal-listener.cjs', 'watch'] });
  expect(await login.read()).toBe(false);
  await login.set(true);
  expect([await login.read(), files.size]).toEqual([true, 1]);
});

it('believes only what it reads back', async () => {
  await expect(machine(false).login.set(true)).rejects.toThrow('is missing');
});

it('starts what lies where it was put, not where it runs', () => {
  const installed = {
    isPackaged: true,
    appFolder: '/opt/hal/app.asar',
    execPath: '/opt/hal/hal-listener-tray',
  };
  const program = (env: Readonly<Record<string, string>>) => trayEntry({ ...installed, env }, '--hidden');
  expect(program({})).toEqual({ program: '/opt/hal/hal-listener-tray', args: ['--hidden'] });
  expect(program({ APPIMAGE: '/home/anna/HAL.AppImage' }).program).toBe('/home/anna/HAL.AppImage');
  expect(program({ PORTABLE_EXECUTABLE_FILE: 'D:\\HAL.exe' }).program).toBe('D:\\HAL.exe');
  const built = { isPackaged: false, appFolder: '/src/hal', execPath: '/src/electron' };
  expect(trayEntry({ ...built, env: { APPIMAGE: '/home/anna/Editor.AppImage' } }, '--hidden')).toEqual({
    program: '/src/electron',
    args: ['/src/hal', '--hidden'],
  });
});
