import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** Sockets of one address that do what no client does. */
export interface HostileSockets {
  /** How many the listener has neither closed nor said its last word to. */
  open(): number;
  /** How many are connected still: those that dribble learn that way that the listener has closed them. */
  connected(): number;
  close(): void;
}

export interface HostileOptions {
  readonly port: number;
  readonly count: number;
  /** An address of this machine to come from. */
  readonly from: string;
  /** Sent at once. */
  readonly first?: string | Buffer;
  /** Sent again and again. */
  readonly dribble?: string;
  /** Closes its own side after `first`, and goes on reading. */
  readonly halfClose?: boolean;
}

const AT_ONCE = 300;
const DRIBBLE_INTERVAL_MS = 300;

/** Opens them in bursts, and waits until every one was accepted or refused. They end with the test. */
export async function hostileSockets(options: HostileOptions): Promise<HostileSockets> {
  const { count, first, dribble, halfClose = false } = options;
  const all = new Set<Socket>();
  const open = new Set<Socket>();
  for (let opened = 0; opened < count; opened += AT_ONCE) {
    const burst = Array.from({ length: Math.min(AT_ONCE, count - opened) }, () =>
      hostileSocket(options, open),
    );
    for (const socket of burst) all.add(socket);
    await Promise.all(
      burst.map(async (socket) => {
        await once(socket, 'connect').catch(() => undefined);
        if (first !== undefined && !socket.destroyed) socket.write(first);
        if (halfClose) socket.end();
      }),
    );
  }
  const timer = setInterval(() => {
    if (dribble === undefined) return;
    for (const socket of all) if (socket.writable) socket.write(dribble);
  }, DRIBBLE_INTERVAL_MS);
  const close = (): void => {
    clearInterval(timer);
    for (const socket of all) socket.destroy();
  };
  onTestFinished(close);
  const connected = () => [...all].filter((socket) => !socket.destroyed).length;
  return { open: () => open.size, connected, close };
}

function hostileSocket({ port, from }: HostileOptions, open: Set<Socket>): Socket {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from, allowHalfOpen: true });
  open.add(socket);
  socket.on('error', () => undefined);
  socket.on('end', () => open.delete(socket));
  socket.on('close', () => open.delete(socket));
  // Reads, so that it notices its end, and never ends its own side.
  socket.resume();
  return socket;
}

/** A whole upgrade request, with further headers. */
export function upgradeRequest(...headers: readonly string[]): string {
  return [
    'GET / HTTP/1.1',
    'Host: 127.0.0.1',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
    '\r\n',
  ].join('\r\n');
}
