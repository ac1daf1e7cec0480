import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryHome } from './server-process.ts';

/** HAProxy before listeners on this machine, as docs/proxy.md has it for several listeners, without TLS. */

export const hasHaproxy = spawnSync('haproxy', ['-v']).status === 0;

export interface Proxy {
  readonly port: number;
  readonly pid: number;
  stop(): void;
}

const proxies = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of proxies) child.kill('SIGKILL');
});

const READY_TIMEOUT_MS = 10_000;

/** @param ports of the listeners @throws Error if it does not become ready in time */
export async function startHaproxy(ports: readonly number[]): Promise<Proxy> {
  const port = await freePort();
  const file = join(temporaryHome(), 'haproxy.cfg');
  writeFileSync(file, configuration(port, ports));
  const child = spawn('haproxy', ['-db', '-f', file], { stdio: 'ignore' });
  proxies.add(child);
  const until = performance.now() + READY_TIMEOUT_MS;
  while (!(await isReady(port))) {
    if (performance.now() > until || child.exitCode !== null) throw new Error('HAProxy did not become ready');
    await sleep(50);
  }
  return { port, pid: child.pid ?? 0, stop: () => void child.kill('SIGKILL') };
}

function configuration(port: number, ports: readonly number[]): string {
  const servers = ports.map((listener, index) => `    server hal${index + 1} 127.0.0.1:${listener}`);
  return `global
    maxconn 9000

defaults
    mode http
    maxconn 9000
    timeout connect 1s
    timeout client 30s
    timeout server 30s
    timeout tunnel 1h

frontend hal
    bind 127.0.0.1:${port}
    http-request set-header X-Forwarded-For %[src]
    default_backend hal

backend hal
    balance leastconn
    option httpchk GET /readyz
    option redispatch 1
    retries 3
    retry-on conn-failure empty-response 503
    default-server check inter 500ms fall 3 rise 1
${servers.join('\n')}
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Whether a listener answers through it. */
async function isReady(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write('GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const [data] = (await once(socket, 'data')) as [Buffer];
    return data.toString('latin1').startsWith('HTTP/1.1 200');
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
