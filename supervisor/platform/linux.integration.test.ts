import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { userInfo } from 'node:os';
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

  it('takes a process of another user for alive', () => {
    expect(linux.isAlive(1)).toBe(true);
  });
});
