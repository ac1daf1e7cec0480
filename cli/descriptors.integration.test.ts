import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { HalClient } from '../listener/server/testing/hal-client.ts';
import { Controls, waitFor } from './testing/controls.ts';

/** A listener whose process cannot open any more files, and its measurements. */

const TIME = 'What time is it?';
const url = (here: Controls) => `ws://127.0.0.1:${here.port}`;
const log = (here: Controls) => readFileSync(path.join(here.home, 'logs', 'HAL.SPLITTER.LOG'), 'utf8');

async function healthy(here: Controls): Promise<boolean> {
  return fetch(`http://127.0.0.1:${here.port}/healthz`).then(
    ({ status }) => status === 200,
    () => false,
  );
}

async function floodOf(here: Controls, count: number): Promise<readonly Socket[]> {
  const sockets = Array.from({ length: count }, () => {
    const socket = connect(here.port, '127.0.0.1');
    socket.on('error', () => undefined);
    onTestFinished(() => void socket.destroy());
    return socket;
  });
  await Promise.all(
    sockets.map((socket) =>
      Promise.race([once(socket, 'connect'), once(socket, 'close')]).catch(() => undefined),
    ),
  );
  return sockets;
}

const posix = process.platform !== 'win32';

it.skipIf(!posix).each([1_024, 128, 34])(
  `lives through 1 100 connections with %i open files${posix ? '' : ' (skipped: Windows has no such limit)'}`,
  async (openFiles) => {
    const here = await Controls.open();
    const script = `ulimit -n ${openFiles} && exec "$0" "$@"`;
    const listener = here.spawn(['run'], {}, process.cwd(), ['/bin/sh', '-c', script]);
    await waitFor(() => listener.text().out.includes('Ctrl+C'));
    here.remember();
    const sockets = await floodOf(here, 1_100);
    // Time for at least two samples of the process.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(listener.child.exitCode).toBeNull();
    if (openFiles > 100) expect(await healthy(here)).toBe(true);
    for (const socket of sockets) socket.destroy();
    await expect.poll(() => healthy(here), { timeout: 10_000 }).toBe(true);
    const client = await HalClient.greeted(url(here));
    expect((await client.ask(TIME)).status).toBe('success');
    await client.close();
    expect(await here.run(['status'])).toMatchObject({ code: 0 });
    // The smallest limit is below what the listener itself needs, so it ran out of descriptors and reported it once.
    const lines = () => log(here).match(/out of file descriptors/g)?.length ?? 0;
    await expect.poll(lines, { timeout: 5_000 }).toBe(openFiles > 100 ? 0 : 1);
  },
);

/** Every system call of the listener fails while a certain file exists. */
const FAULTS = `
const fs = require('node:fs');
const os = require('node:os');
const exists = fs.existsSync;
const breaks = (holder, name) => {
  const real = holder[name];
  holder[name] = function (...args) {
    if (exists(process.env.FAULTS_WHILE)) throw Object.assign(new Error('EMFILE: too many open files, ' + name), { code: 'EMFILE' });
    return real.apply(this, args);
  };
};
for (const name of ['memoryUsage', 'cpuUsage', 'resourceUsage', 'kill']) breaks(process, name);
for (const name of ['openSync', 'readFileSync', 'writeFileSync', 'statSync', 'readdirSync', 'mkdirSync', 'renameSync', 'rmSync']) breaks(fs, name);
for (const name of ['networkInterfaces', 'hostname', 'userInfo']) breaks(os, name);
require('node:module').syncBuiltinESMExports();
// An error in a handler that does not belong to the listener.
const { EventEmitter } = require('node:events');
setInterval(() => { if (exists(process.env.FAULTS_WHILE)) new EventEmitter().emit('error', new Error('unowned')); }, 100).unref();
setInterval(() => { if (exists(process.env.FAULTS_WHILE)) void Promise.reject(new Error('awaited by nobody')); }, 100).unref();
`;

it('lives through everything that its timers and handlers ask the system for failing, and says so', async () => {
  const here = await Controls.open();
  const [preload, faults] = [path.join(here.home, 'faults.cjs'), path.join(here.home, 'faults')];
  writeFileSync(preload, FAULTS);
  const env = { NODE_OPTIONS: `--require=${preload}`, FAULTS_WHILE: faults };
  const listener = here.spawn(['run'], env);
  await waitFor(() => listener.text().out.includes('Ctrl+C'));
  here.remember();
  const client = await HalClient.greeted(url(here));
  writeFileSync(faults, '');
  const origin = { headers: { Origin: 'http://elsewhere.example' } };
  await HalClient.greeted(url(here), origin).catch(() => undefined);
  // Every timer of a listener fires within that time.
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  expect(listener.child.exitCode).toBeNull();
  expect((await client.ask(TIME)).status).toBe('success');
  rmSync(faults);
  await client.close();
  await waitFor(() => log(here).includes('uncaught exception'));
  expect(log(here).match(/uncaught exception/g)).toHaveLength(1);
  expect(log(here).match(/unhandled rejection/g)).toHaveLength(1);
  expect(await here.run(['status'])).toMatchObject({ code: 0 });
  expect(await here.run(['stop'])).toMatchObject({ code: 0 });
});
