import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { openPorts } from './listen.ts';

it('checks loopback addresses first, where Windows would bind all of them over an existing one', async () => {
  const thief = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void thief.close());
  await once(thief, 'listening');
  const { port } = thief.address() as AddressInfo;
  const open = () => openPorts([port], undefined, createServer, 'win32');
  await expect(open()).rejects.toMatchObject({
    code: 'EADDRINUSE',
    message: expect.stringContaining('127.0.0.1'),
  });
  thief.close();
  await once(thief, 'close');
  const bound = await open();
  expect(bound.map((one) => one.port)).toEqual(bound.map(() => port));
  for (const { server } of bound) server.close();
});
