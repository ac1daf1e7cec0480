import { afterEach, describe, expect, it } from 'vitest';
import { connectTcp } from './tcp.ts';
import { QmServer } from './testing/qm-server.ts';

const servers: QmServer[] = [];
const start = async () => {
  const server = await QmServer.start();
  servers.push(server);
  return server;
};
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

const address = (server: QmServer) => ({ host: '127.0.0.1', port: server.port });

describe('connecting over TCP', () => {
  it('waits for the greeting', async () => {
    const transport = await connectTcp(address(await start()), 5_000);
    expect(transport.kind).toBe('tcp');
    transport.destroy();
  });

  it('buffers data that arrives with the greeting', async () => {
    const server = await start();
    server.greeting = 'is not started';
    const transport = await connectTcp(address(server), 5_000);
    const text = await new Promise<string>((resolve) =>
      transport.onData((chunk) => resolve(chunk.toString())),
    );
    expect(text).toBe('ScarletDME has not been started\n');
    await new Promise<void>((resolve) => transport.onClose(() => resolve()));
  });

  it('rejects a server that sends no greeting', async () => {
    const server = await start();
    server.greeting = 'is no QM';
    await expect(connectTcp(address(server), 5_000)).rejects.toMatchObject({ code: 'PROTOCOL' });
  });

  it('times out on a silent server', async () => {
    const server = await start();
    server.greeting = 'says nothing';
    await expect(connectTcp(address(server), 50)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('sent no greeting within 50 ms'),
    });
  });

  it('reports the host that does not respond', async () => {
    const server = await start();
    const closedAddress = address(server);
    await server.stop();
    servers.length = 0;
    await expect(connectTcp(closedAddress, 5_000)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
