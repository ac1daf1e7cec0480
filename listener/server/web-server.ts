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
import type { TlsPair } from '../config/tls-pair.ts';
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

/** What makes the HTTP server of one port; with a pair, the HTTPS server. */
export function webServers(tls: TlsPair | undefined, handlers: WebHandlers): () => Server {
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
