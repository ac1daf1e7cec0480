import { readFileSync } from 'node:fs';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Config } from '../config/config.ts';

/** Sockets beside the clients: a crowd that comes back after a restart is refused with words, not cut. */
const SPARE_SOCKETS = 2_000;
const KEEPALIVE_MS = 30_000;
const REQUEST_MS = 10_000;

export interface WebHandlers {
  page(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
}

type WebConfig = Pick<Config, 'maxConnections' | 'tlsKey' | 'tlsCert'>;

/** What makes the HTTP or HTTPS server of one port. @throws Node's error where a TLS file cannot be read */
export function webServers(config: WebConfig, handlers: WebHandlers): () => Server {
  const tls = readTls(config);
  const options = { keepAlive: true, keepAliveInitialDelay: KEEPALIVE_MS, noDelay: true };
  return () => {
    const server = tls ? createHttpsServer({ ...options, ...tls }) : createHttpServer(options);
    server.maxConnections = config.maxConnections + SPARE_SOCKETS;
    server.headersTimeout = REQUEST_MS;
    server.requestTimeout = REQUEST_MS;
    server.on('request', handlers.page);
    server.on('upgrade', handlers.upgrade);
    // A probe that connects and leaves, or speaks something else, is no event worth a line.
    server.on('clientError', (_error, socket) => socket.destroy());
    return server;
  };
}

interface Tls {
  readonly key: Buffer;
  readonly cert: Buffer;
}

function readTls({ tlsKey, tlsCert }: WebConfig): Tls | undefined {
  if (tlsKey === undefined || tlsCert === undefined) return undefined;
  return { key: readFileSync(tlsKey), cert: readFileSync(tlsCert) };
}
