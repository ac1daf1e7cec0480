import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Health } from '../../contract/health.ts';
import { handleAllRequests, MAX_HEADER_BYTES, parseRequestTarget } from '../../lib/http-server.ts';
import type { TlsPair } from '../config/tls-pair.ts';
import { HANDSHAKE_TIMEOUT_MS } from './client-sockets.ts';
import type { Metrics } from './metrics.ts';

/** The HTTP routes of the port, for browsers, monitors and load balancers. They are cheap and expose no secrets. */

export interface RouteSources {
  readonly metrics: Metrics;
  health(): Health;
}

/** Value of the `Allow` header. */
const ROUTE_METHODS = 'GET, HEAD, OPTIONS';

const PATHS: ReadonlySet<string> = new Set(['/', '/healthz', '/readyz', '/metrics']);
const TEXT = 'text/plain; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

export async function routeRequest(
  request: IncomingMessage,
  response: ServerResponse,
  sources: RouteSources,
): Promise<void> {
  request.resume();
  const { path } = parseRequestTarget(request.url);
  // HAProxy's default health check and CORS preflights. Pages of other origins still cannot read the responses,
  // since there is no Access-Control header.
  if (request.method === 'OPTIONS' && (path === '*' || PATHS.has(path))) {
    response.writeHead(204, { Allow: ROUTE_METHODS, 'Cache-Control': 'no-store' });
    return void response.end();
  }
  if (!PATHS.has(path)) {
    return send(response, 404, TEXT, 'Not found. Available: /, /healthz, /readyz, /metrics.\n');
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return send(response, 405, TEXT, 'Method not allowed. Use GET or HEAD.\n', { Allow: ROUTE_METHODS });
  }
  switch (path) {
    case '/':
      return send(
        response,
        200,
        TEXT,
        'HAL Listener. Connect with a HAL client over WebSocket. For its status, see /healthz.\n',
      );
    case '/healthz': {
      const health = sources.health();
      return send(response, 200, JSON_TYPE, `${JSON.stringify(health)}\n`);
    }
    case '/readyz': {
      const { status, account } = sources.health();
      const ready = status === 'ok';
      const why = status === 'draining' ? 'draining' : `account ${account.state}`;
      return send(response, ready ? 200 : 503, TEXT, ready ? 'ready\n' : `not ready: ${why}\n`);
    }
    case '/metrics':
      return send(response, 200, sources.metrics.contentType, await sources.metrics.text());
  }
}

/** Answers a request whose client cannot be told. */
export function refuseRequest(response: ServerResponse, text: string): void {
  send(response, 400, TEXT, `${text}\n`, { Connection: 'close' });
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  // Node omits the body for HEAD.
  response.end(body);
}

const KEEPALIVE_MS = 30_000;
/** How often Node checks for timed out requests; its default of 30 s is three times the timeout. */
const CHECK_INTERVAL_MS = 1_000;

export interface HttpHandlers {
  onRequest(request: IncomingMessage, response: ServerResponse): void;
  onUpgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
  /** Called when a socket is closed because its peer pipelined requests. */
  onPipelined(socket: Socket): void;
  /** Called with each new server before it listens, when its handlers of HTTP are there. */
  watch(server: Server): void;
}

/** Returns a factory for the HTTP server of one port, or with a TLS pair the HTTPS server. */
export function createHttpServers(tls: TlsPair | undefined, handlers: HttpHandlers): () => Server {
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
    handleAllRequests(server, {
      onRequest: handlers.onRequest,
      onUpgrade: (request, socket, head) => handlers.onUpgrade(request, socket as Socket, head),
      methods: ROUTE_METHODS,
      onPipelined: (socket) => handlers.onPipelined(socket as Socket),
    });
    handlers.watch(server);
    return server;
  };
}
