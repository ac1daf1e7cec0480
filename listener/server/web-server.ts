import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { guarded } from '../../lib/background.ts';
import { answerEveryRequest, MAX_HEADER_BYTES } from '../../lib/http-server.ts';
import { readFileSync } from '../../lib/read-file.ts';
import type { Config } from '../config/config.ts';
import { HANDSHAKE_TIMEOUT_MS } from './client-sockets.ts';
import { PAGE_METHODS } from './pages.ts';

const KEEPALIVE_MS = 30_000;
/** Then the socket closes, as HTTP provides for: requests may come by the thousand in one packet. */
const MAX_REQUESTS_PER_SOCKET = 100;
/** Node looks for requests over their time this often; its own 30 s are three times as long as that time. */
const CHECK_INTERVAL_MS = 1_000;

export interface WebHandlers {
  page(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
  /** Follows the sockets of a server, before it listens. */
  watch(server: Server): void;
}

type WebConfig = Pick<Config, 'tlsKey' | 'tlsCert'>;

/** What makes the HTTP or HTTPS server of one port. @throws FileError where a TLS file cannot be read */
export function webServers(config: WebConfig, handlers: WebHandlers): () => Server {
  const tls = readTls(config);
  const options = {
    keepAlive: true,
    keepAliveInitialDelay: KEEPALIVE_MS,
    noDelay: true,
    headersTimeout: HANDSHAKE_TIMEOUT_MS,
    requestTimeout: HANDSHAKE_TIMEOUT_MS,
    connectionsCheckingInterval: CHECK_INTERVAL_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
  };
  return () => {
    const server = tls
      ? createHttpsServer({ ...options, handshakeTimeout: HANDSHAKE_TIMEOUT_MS, ...tls })
      : createHttpServer(options);
    server.maxRequestsPerSocket = MAX_REQUESTS_PER_SOCKET;
    handlers.watch(server);
    server.on('request', guarded('request', handlers.page));
    answerEveryRequest(server, {
      upgrade: (request, socket, head) => handlers.upgrade(request, socket as Socket, head),
      methods: PAGE_METHODS,
    });
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
