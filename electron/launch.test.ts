import { beforeEach, expect, it, vi } from 'vitest';
import { EXIT } from '../contract/exit-codes.ts';
import { APP_ID, type LaunchOptions, launchTray, TOAST_ACTIVATOR } from './launch.ts';
import { app, stage } from './testing/electron.ts';

beforeEach(() => stage.reset());

/** @returns what is logged */
function launched(change: Partial<LaunchOptions> = {}): string[] {
  const lines: string[] = [];
  const { platform = 'win32' } = change;
  stage.platform = platform;
  launchTray({
    argv: [],
    env: {},
    platform,
    useGpu: true,
    log: (line) => lines.push(line),
    createOptions: () => Promise.reject(new Error('EACCES: permission denied, open tray.json')),
    ...change,
  });
  return lines;
}

/** What stops before it is ready. */
function handedOver(change: Partial<LaunchOptions> = {}): string[] {
  app.holdsLock = false;
  return launched(change);
}

it.each(['remote-debugging-port', 'remote-debugging-pipe'])('does not start, packaged, with --%s', (name) => {
  app.commandLine.switches.add(name);
  expect(handedOver()).toEqual([]);
  expect(app.ended).toBe(0);
  app.isPackaged = true;
  expect(handedOver()).toEqual(['remote debugging is not allowed: exiting']);
  expect(app.ended).toBe(EXIT.usage);
});

it('asks for a sandbox around every page, and for a scheme that bypasses no policy', () => {
  handedOver();
  expect(app.sandboxed).toBe(true);
  expect(stage.schemes).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
});

it('ends a start that fails with a message, and without keeping the next one from starting', async () => {
  const lines = launched();
  await vi.waitFor(() => expect(app.ended).toBe(EXIT.crashed));
  expect(app.holdsLock).toBe(false);
  expect(stage.errorBoxes[0]).toMatch(
    /^HAL Listener cannot start\nEACCES: permission denied, open tray\.json/,
  );
  expect(lines[0]).toMatch(/^HAL Listener cannot start: Error: EACCES[\s\S]*launch\.test/);
});

it.each([
  ['as the user set it', { useGpu: false }, false],
  ['by a flag', { argv: ['hal', '--no-gpu'] }, false],
  ['in a remote desktop session', { env: { SESSIONNAME: 'RDP-Tcp#3' } }, false],
  ['nowhere else', { env: { SESSIONNAME: 'Console' } }, true],
])('draws without the graphics card %s', (_where, change, acceleration) => {
  const lines = handedOver(change);
  expect(app.acceleration).toBe(acceleration);
  expect(lines).toHaveLength(acceleration ? 0 : 1);
});

it('names itself to Windows, and what starts it again: elsewhere Electron knows no such thing', async () => {
  launched();
  expect([app.modelId, app.toastActivator]).toEqual([APP_ID, TOAST_ACTIVATOR]);
  stage.reset();
  launched({ platform: 'linux' });
  expect(app.toastActivator).toBe('');
  await vi.waitFor(() => expect(app.ended).toBe(EXIT.crashed));
});

it('says in the log which process of Chromium died', () => {
  const lines = launched();
  app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 34 });
  app.emit('child-process-gone', {}, { type: 'Utility', reason: 'clean-exit', exitCode: 0 });
  expect(lines).toEqual(['GPU process gone: crashed, exit code 34']);
});
