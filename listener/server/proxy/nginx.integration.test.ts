import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../../lib/testing/free-port.ts';
import { bareServer } from './testing/bare-server.ts';
import {
  canRun,
  certificateFolder,
  clientOf,
  connectFrom,
  documentedConfig,
  getKept,
  overHttp2,
  SPOOFED_HEADERS,
  startProxy,
  whySkipped,
} from './testing/real-proxy.ts';

/** nginx itself, with the configurations of docs/proxy.md. */

const there = canRun('nginx', '-v');
const STREAM = '/usr/lib/nginx/modules/ngx_stream_module.so';
const TRUSTED = { trustedProxies: ['127.0.0.1'] };

/** @param nth configuration of the document @param replaced texts besides ports and paths @returns its port */
async function nginx(
  listenerPort: number,
  nth: number,
  replaced: Readonly<Record<string, string>> = {},
): Promise<number> {
  const [folder, port] = [await certificateFolder(), await freePort()];
  const documented = documentedConfig('nginx', nth, {
    ...replaced,
    'listen 443': `listen 127.0.0.1:${port}`,
    '127.0.0.1:8768': `127.0.0.1:${listenerPort}`,
  }).replaceAll('/etc/nginx', folder);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join('\n');
  const block =
    nth === 0 ? `http {\naccess_log off;\n${temporary}\n${documented}}` : `stream {\n${documented}}`;
  const file = join(folder, 'nginx.conf');
  await writeFile(
    file,
    [
      nth === 0 ? '' : `load_module ${STREAM};`,
      'daemon off;',
      'master_process off;',
      `pid ${folder}/nginx.pid;`,
      `error_log ${folder}/error.log;`,
      'events {}',
      block,
    ].join('\n'),
  );
  await startProxy('nginx', ['-c', file, '-p', folder], port);
  return port;
}

async function behindNginx(
  change: Parameters<typeof bareServer>[0] = {},
  replaced: Readonly<Record<string, string>> = {},
) {
  const listener = await bareServer({ ...TRUSTED, ...change });
  const port = await nginx(listener.port, 0, replaced);
  return { listener, port, url: `wss://127.0.0.1:${port}` };
}

describe.skipIf(!there)(`nginx in HTTP mode${whySkipped('nginx', there)}`, () => {
  it('names clients of a WebSocket over TLS, whatever they write themselves', async () => {
    const { listener, url } = await behindNginx();
    const { greeting } = await connectFrom('127.0.0.2', url);
    expect([greeting.type, clientOf(listener)]).toEqual(['connected', '127.0.0.2 via 127.0.0.1']);
    await connectFrom('127.0.0.3', url, SPOOFED_HEADERS);
    expect(clientOf(listener)).toBe('127.0.0.3 via 127.0.0.1');
    expect(listener.server.proxies).toMatchObject({ named: 2, unnamed: 0, malformed: 0, untrusted: [] });
  });

  it('lets limits and the check of origins see the outside', async () => {
    const { port, url } = await behindNginx({ maxConnections: 10, maxConnectionsPerAddress: 1 });
    await connectFrom('127.0.0.2', url);
    await expect(connectFrom('127.0.0.2', url)).rejects.toThrow('503');
    await connectFrom('127.0.0.3', url, { Origin: 'https://hal.example', Host: 'hal.example' });
    await connectFrom('127.0.0.4', url, {
      Origin: `https://hal.example:${port}`,
      Host: `hal.example:${port}`,
    });
    const evil = { Origin: 'https://evil.example', Host: 'hal.example' };
    await expect(connectFrom('127.0.0.5', url, evil)).rejects.toThrow('403');
  });

  it('serves a sub-path, and keeps /metrics inside', async () => {
    const { listener, port, url } = await behindNginx();
    expect((await connectFrom('127.0.0.2', `${url}/hal/`)).greeting.type).toBe('connected');
    expect((await connectFrom('127.0.0.2', `${url}/hal/state`)).greeting.type).toBe('state');
    expect(clientOf(listener)).toBe('127.0.0.2 via 127.0.0.1');
    const statuses = ['/healthz', '/hal/healthz', '/readyz', '/metrics', '/hal/metrics', '/nothing'].map(
      (path) => getKept(port, '127.0.0.2', [path]),
    );
    expect((await Promise.all(statuses)).flat()).toEqual([200, 200, 200, 404, 404, 404]);
  });

  it('takes HTTP/2', async () => {
    const { listener, port, url } = await behindNginx();
    const origin = `https://127.0.0.1:${port}`;
    expect(await overHttp2(origin, { ':path': '/healthz' })).toBe('200');
    // The name is that of HTTP/2's :authority.
    expect(await overHttp2(origin, { ':path': '/readyz', ':authority': 'hal.example' })).toBe('200');
    await connectFrom('127.0.0.2', url);
    expect(listener.server.proxies).toMatchObject({ named: 1, malformed: 0 });
  });

  it('keeps connections to the listener for several clients, and each of them is told apart', async () => {
    const { listener, port, url } = await behindNginx();
    for (const client of ['127.0.0.2', '127.0.0.3', '127.0.0.2']) {
      expect(await getKept(port, client, ['/healthz', '/readyz', '/'])).toEqual([200, 200, 200]);
    }
    await connectFrom('127.0.0.4', url);
    expect(clientOf(listener)).toBe('127.0.0.4 via 127.0.0.1');
    expect(listener.server.proxies.malformed).toBe(0);
    // Nine requests and a WebSocket.
    expect(listener.accepted()).toBeLessThan(5);
  });

  it('keeps a silent tunnel until the timeout for reading', async () => {
    const { listener, url } = await behindNginx({}, { '_timeout 1h': '_timeout 2s' });
    const { ws } = await connectFrom('127.0.0.2', url);
    const openedAt = performance.now();
    await once(ws, 'close');
    expect(performance.now() - openedAt).toBeGreaterThan(1_500);
    await expect.poll(() => listener.server.connections).toBe(0);
  });
});

const streams = there && existsSync(STREAM);

describe.skipIf(!streams)(`nginx in TCP mode${whySkipped('nginx with its stream module', streams)}`, () => {
  it('names clients by the PROXY protocol before TLS', async () => {
    const folder = await certificateFolder();
    const tls = { tlsKey: join(folder, 'hal.key'), tlsCert: join(folder, 'hal.pem') };
    const listener = await bareServer({ ...TRUSTED, ...tls });
    const port = await nginx(listener.port, 1);
    await connectFrom('127.0.0.2', `wss://127.0.0.1:${port}`, { 'X-Forwarded-For': '192.0.2.99' });
    expect(clientOf(listener)).toMatch(/^127\.0\.0\.2:\d+ via 127\.0\.0\.1$/);
  });
});
