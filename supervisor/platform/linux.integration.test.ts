import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { linux } from './linux.ts';

describe.runIf(process.platform === 'linux')('Linux', () => {
  it.each(['127.0.0.1', '::'])('names this process as the owner of a port on %s', async (host) => {
    const server = createServer().listen(0, host);
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await linux.portOwner(port)).toMatchObject({
      kind: 'process',
      addresses: [host],
      process: { pid: process.pid, user: userInfo().username },
    });
    server.close();
    await once(server, 'close');
    expect(await linux.portOwner(port)).toEqual({ kind: 'free' });
  });

  it('describes a process, sees it end, and ends it', async () => {
    const child = spawn('/bin/sleep', ['60'], { stdio: 'ignore' });
    const pid = child.pid ?? 0;
    const info = await linux.process(pid);
    expect(info).toMatchObject({ pid, name: 'sleep', command: '/bin/sleep 60' });
    expect(info?.start).toMatch(/^boot:[0-9a-f-]+:\d+$/);
    expect(Math.abs((info?.startedAt ?? 0) - Date.now())).toBeLessThan(3_600_000);
    expect(linux.isAlive(pid)).toBe(true);
    await linux.terminate(pid, 'gently');
    await once(child, 'exit');
    expect(linux.isAlive(pid)).toBe(false);
    expect(await linux.process(pid)).toBeUndefined();
  });

  it('finds a program that is started as a listener is, with its figures, ports and home', async () => {
    const home = mkdtempSync(path.join(tmpdir(), 'hal-programs-'));
    mkdirSync(path.join(home, 'run'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const script = `const net = require('node:net');
      const tcp = net.createServer().listen(0, '127.0.0.1', () =>
        net.createServer().listen(process.argv[3] + '/run/' + process.pid + '.sock', () => console.log(tcp.address().port)));`;
    const child = spawn(process.execPath, ['-e', script, 'hal-listener', 'run', home], {
      env: { HAL_LISTENER_HOME: '/elsewhere' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [port] = await once(child.stdout, 'data');
    const { programs } = await linux.listenerPrograms();
    const found = programs.find(({ pid }) => pid === child.pid);
    expect(found).toMatchObject({
      user: userInfo().username,
      uid: userInfo().uid,
      ports: [Number(port)],
      homes: [home, '/elsewhere'],
    });
    expect(found?.rss).toBeGreaterThan(10_000_000);
    expect(found?.cpuMs).toBeGreaterThan(0);
    expect(programs.some(({ pid }) => pid === process.pid)).toBe(false);
  });

  it('takes a process of another user for alive', () => {
    expect(linux.isAlive(1)).toBe(true);
  });
});
