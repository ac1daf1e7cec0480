import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { Agent, request } from 'node:https';
import { connect } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { selfSigned } from '../../../testing/self-signed.ts';
import type { Frame } from '../../testing/hal-client.ts';
import { scratchHome } from '../../testing/test-listener.ts';
import type { BareServer } from './bare-server.ts';

/** HAProxy and nginx with the configurations of docs/proxy.md. */

const DOCUMENT = path.resolve(import.meta.dirname, '../../../../docs/proxy.md');

/** The nth configuration in a language of docs/proxy.md, with other texts for these, which must be in it. */
export function documentedConfig(
  language: 'haproxy' | 'nginx',
  nth: number,
  replaced: Readonly<Record<string, string>>,
): string {
  const blocks = readFileSync(DOCUMENT, 'utf8').matchAll(
    new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'),
  );
  let config = [...blocks][nth]?.[1] ?? '';
  for (const [text, other] of Object.entries(replaced)) {
    expect(config).toContain(text);
    config = config.replaceAll(text, other);
  }
  return config;
}

export function canRun(program: string, ...words: readonly string[]): boolean {
  return spawnSync(program, words).status === 0;
}

/** For the name of a test: empty, or why it is skipped. */
export function whySkipped(program: string, isThere: boolean): string {
  return isThere ? '' : ` (skipped: ${program} is not installed here)`;
}

/** A folder with `hal.pem` (certificate and key) and `hal.key`. */
export async function certificateFolder(): Promise<string> {
  const folder = await scratchHome();
  const { key, cert } = selfSigned();
  await writeFile(path.join(folder, 'hal.pem'), `${cert}${key}`);
  await writeFile(path.join(folder, 'hal.key'), key);
  return folder;
}

/** Starts a proxy, which ends with the test, and waits until it accepts connections. */
export async function startProxy(
  program: string,
  words: readonly string[],
  port: number,
): Promise<ChildProcess> {
  const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  });
  const accepts = async () => {
    if (child.exitCode !== null) throw new Error(`${program} ended: ${output}`);
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return true;
    } catch {
      return false;
    } finally {
      socket.destroy();
    }
  };
  await expect.poll(accepts, { timeout: 10_000, interval: 50 }).toBe(true);
  return child;
}

export interface RawClient {
  readonly ws: WebSocket;
  readonly greeting: Frame;
}

/** Connects from an address of this machine (127.0.0.2, ...) and reads the greeting. @throws what `ws` says of a refusal */
export async function connectFrom(
  localAddress: string,
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawClient> {
  const ws = new WebSocket(url, { localAddress, headers, rejectUnauthorized: false });
  onTestFinished(() => ws.terminate());
  const [data] = await once(ws, 'message');
  return { ws, greeting: JSON.parse(String(data)) };
}

/** What a client may write itself, that a proxy must not pass on. */
export const SPOOFED_HEADERS = {
  'X-Forwarded-For': '192.0.2.99',
  Forwarded: 'for=192.0.2.99',
  'X-Forwarded-Proto': 'gopher',
  'X-Forwarded-Host': 'evil.example',
} as const;

/** The last client in the connections table: `127.0.0.2 via 127.0.0.1`. */
export function clientOf({ server }: BareServer): string {
  const last = server.listConnections().open.at(-1);
  return `${last?.address} via ${last?.proxy}`;
}

/** The statuses of requests that follow each other on one connection. */
export async function getKept(
  port: number,
  localAddress: string,
  paths: readonly string[],
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const statuses: number[] = [];
  for (const path of paths) {
    const sent = request({ agent, localAddress, host: '127.0.0.1', port, path, rejectUnauthorized: false });
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    await once(response, 'end');
    statuses.push(response.statusCode ?? 0);
  }
  agent.destroy();
  return statuses;
}

/** Status of a request over HTTP/2, or the greeting of a WebSocket over HTTP/2 (RFC 8441). */
export async function overHttp2(origin: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const session = connectHttp2(origin, { rejectUnauthorized: false });
  onTestFinished(() => session.destroy());
  if (headers[':protocol'] !== undefined) await once(session, 'remoteSettings');
  const stream = session.request(headers, { endStream: headers[':protocol'] === undefined });
  const [answered] = await once(stream, 'response');
  if (headers[':protocol'] === undefined || answered[':status'] !== 200) return String(answered[':status']);
  const [frame] = (await once(stream, 'data')) as [Buffer];
  // A short text frame of a server: two bytes, or four from 126 bytes on, then the text.
  return frame.subarray((frame[1] ?? 0) < 126 ? 2 : 4).toString();
}
