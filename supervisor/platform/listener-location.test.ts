import { expect, it } from 'vitest';
import { type ListenerSurroundings, locateListener } from './listener-location.ts';

const PACKAGED: ListenerSurroundings = {
  isPackaged: true,
  resourcesFolder: '/app/resources',
  distFolder: '/app/resources/app.asar/dist',
  execPath: '/app/hal',
  platform: 'win32',
  env: { PATH: '/bin' },
  exists: () => false,
};

it('is the executable beside the app where there is one: it has a runtime of its own', () => {
  const there = (file: string): boolean => file === '/app/resources/hal-listener.exe';
  expect(locateListener({ ...PACKAGED, exists: there })).toEqual({
    program: '/app/resources/hal-listener.exe',
    args: [],
    env: { PATH: '/bin' },
  });
});

it('is the executable of the folder that the tray app was installed in', () => {
  const installed = { ...PACKAGED, resourcesFolder: '/hal/tray/resources' };
  const there = (file: string): boolean => file === '/hal/hal-listener.exe';
  expect(locateListener({ ...installed, exists: there })).toMatchObject({ program: '/hal/hal-listener.exe' });
});

it('is the bundled file run by Electron as plain Node otherwise', () => {
  expect(locateListener({ ...PACKAGED, platform: 'linux' })).toEqual({
    program: '/app/hal',
    args: ['/app/resources/hal-listener.cjs'],
    env: { PATH: '/bin', ELECTRON_RUN_AS_NODE: '1' },
  });
});

it('is run by the node of npm start in development, never by Electron', () => {
  const development = { ...PACKAGED, isPackaged: false, distFolder: '/src/dist' };
  const env = { HAL_LISTENER_NODE: '/opt/node' };
  expect(locateListener({ ...development, env })).toMatchObject({
    program: '/opt/node',
    args: ['/src/dist/hal-listener.cjs'],
  });
  expect(locateListener(development).program).toBe('node');
});
