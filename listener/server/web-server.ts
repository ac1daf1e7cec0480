import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { answerEveryRequest, MAX_HEADER_BYTES } from '../../lib/http-server.ts';
import type { TlsPair } from '../config/tls-pair.ts';
import { HANDSHAKE_TIMEOUT_MS } from './client-sockets.ts';
import { PAGE_METHODS } from './pages.ts';

const KEEPALIVE_MS = 30_000;
/** Node looks for requests over their time this often; its own 30 s are three times as long as that time. */
const CHECK_INTERVAL_MS = 1_000;

export interface WebHandlers {
  page(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
  /** Called for a socket whose peer does not wait for answers: it is being closed. */
  pipelined(socket: Socket): void;
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
    handlers.watch(server);
    answerEveryRequest(server, {
      page: handlers.page,
      upgrade: (request, socket, head) => handlers.upgrade(request, socket as Socket, head),
      methods: PAGE_METHODS,
      onPipelined: (socket) => handlers.pipelined(socket as Socket),
    });
    return server;
  };
}
