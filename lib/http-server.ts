import { type IncomingMessage, type Server, ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server as TlsServer } from 'node:tls';
import { guarded, runAfter } from './background.ts';

/** Answers requests that Node's HTTP server would drop silently or misinterpret. */

/** Maximum bytes of a request line and its headers; more is answered with 431. It is Node's current default. */
export const MAX_HEADER_BYTES = 16 * 1024;

/** How long a peer may take to read a final answer. */
const LINGER_MS = 2_000;

interface RequestHandlers {
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => unknown;
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** The allowed methods, for the `Allow` header. */
  readonly methods: string;
  /** Called once for a socket that is closed because its peer pipelined requests. */
  readonly onPipelined?: (socket: Duplex) => void;
}

/**
 * Passes requests to `onRequest` and WebSocket handshakes to `onUpgrade`, one per socket at a time, and answers what Node
 * handles in other ways:
 * - an upgrade to another protocol (`h2c`, offered by curl and Java) may be ignored: the request is answered like any
 *   other, then the connection is closed;
 * - CONNECT is rejected;
 * - a malformed request gets its status and a line of text;
 * - a pipelined request is rejected and the socket closed: one packet holds two thousand of them, and no client of ours
 *   sends any.
 */
export function handleAllRequests(server: Server, handlers: RequestHandlers): void {
  const { onRequest, onUpgrade, methods, onPipelined } = handlers;
  const onConnection = guarded('HTTP connection', (socket: Duplex) => rejectPipelined(socket, onPipelined));
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', onConnection);
  server.on(
    'request',
    guarded('request', onRequest, (_error, _request, response) => response.destroy()),
  );
  server.on(
    'upgrade',
    guarded(
      'upgrade',
      (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        if (!isWebSocketUpgrade(request)) return answerWithoutUpgrade(server, request, socket);
        request.headers.upgrade = 'websocket';
        onUpgrade(request, socket, head);
      },
      (_error, _request, socket) => socket.destroy(),
    ),
  );
  server.on(
    'connect',
    guarded('connect', (_request: IncomingMessage, socket: Duplex) => {
      respondAndClose(socket, 405, 'This server is not a proxy.', { Allow: methods });
    }),
  );
  server.on('clientError', guarded('malformed request', answerClientError));
}

/** Whether WebSocket is among the offered protocols. */
function isWebSocketUpgrade({ headers }: IncomingMessage): boolean {
  return (headers.upgrade ?? '').split(',').some((protocol) => protocol.trim().toLowerCase() === 'websocket');
}

function answerWithoutUpgrade(server: Server, request: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  const response = new ServerResponse(request);
  // Node no longer reads this socket, so there can be no next request.
  response.shouldKeepAlive = false;
  // The declared type is a TCP socket, but a TLS socket works too.
  response.assignSocket(socket as Parameters<ServerResponse['assignSocket']>[0]);
  const finish = (): void => {
    response.detachSocket(socket as Parameters<ServerResponse['detachSocket']>[0]);
    closeAfterFlush(socket);
  };
  response.on(
    'finish',
    guarded('response', finish, () => socket.destroy()),
  );
  server.emit('request', request, response);
}

function answerClientError(error: Error & { readonly code?: string }, socket: Duplex): void {
  // The socket is closed or already answered, or this answer would end up inside another one.
  if (socket.writableEnded || isPipelined(socket)) return;
  const hasHeaders = currentResponse(socket)?.headersSent === true;
  if (!socket.writable || error.code === 'ECONNRESET' || hasHeaders) return void socket.destroy();
  const { status, text } = clientErrorAnswer(error.code);
  respondAndClose(socket, status, text);
}

/** The response being written to a socket; Node's own handlers find it the same way. */
function currentResponse(socket: Duplex): ServerResponse | undefined {
  const response: unknown = Reflect.get(socket, '_httpMessage');
  return response instanceof ServerResponse ? response : undefined;
}

/** Sockets with a pipelined request; nothing more is read from them. */
const pipelinedSockets = new WeakSet<Duplex>();

function isPipelined(socket: Duplex): boolean {
  return pipelinedSockets.has(socket);
}

/** Tells Node's parser to stop. */
const STOP_PARSING = -1;

/**
 * Allows one request per socket at a time. Node reads and queues all requests of a packet before the first is answered,
 * and emits no event early enough: 2 000 packets from one address kept a listener busy for 50 s.
 */
function rejectPipelined(socket: Duplex, onPipelined: RequestHandlers['onPipelined']): void {
  const parser = parserOf(socket);
  if (parser === undefined) return;
  const { onIncoming } = parser;
  parser.onIncoming = (request, keepsAlive) => {
    const answer = currentResponse(socket);
    if (answer === undefined) return onIncoming(request, keepsAlive);
    // An upgrade would stop the parser too, but Node would then detach the socket.
    request.upgrade = false;
    if (isPipelined(socket)) return STOP_PARSING;
    pipelinedSockets.add(socket);
    onPipelined?.(socket);
    const reject = (): void => {
      if (socket.writable)
        respondAndClose(socket, 429, 'One request at a time: wait for its answer before the next.');
    };
    answer.once('finish', guarded('pipelined request', reject));
    return STOP_PARSING;
  };
}

interface Parser {
  onIncoming: (request: { upgrade: boolean }, keepsAlive: boolean) => unknown;
}

/** The parser of an HTTP socket, which Node does not document; a test detects changes. */
function parserOf(socket: Duplex): Parser | undefined {
  const parser: unknown = Reflect.get(socket, 'parser');
  return isParser(parser) ? parser : undefined;
}

function isParser(value: unknown): value is Parser {
  return (
    typeof value === 'object' && value !== null && typeof Reflect.get(value, 'onIncoming') === 'function'
  );
}

/** @param code error code of Node's parser (`HPE_...`) or server */
function clientErrorAnswer(code: string | undefined): {
  readonly status: number;
  readonly text: string;
} {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return {
        status: 431,
        text:
          `The headers of this request have more than ${MAX_HEADER_BYTES} bytes. In a browser these are mostly cookies, ` +
          'which localhost collects from the programs of every port: delete them, or open 127.0.0.1 instead.',
      };
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return { status: 413, text: 'The chunk extensions of this request are too long.' };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, text: 'The request did not come to its end in time.' };
    default:
      return { status: 400, text: 'This is not a valid HTTP request.' };
  }
}

/** Sends a response on a raw socket and closes it, even if its peer does not read. */
export function respondAndClose(
  socket: Duplex,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = `${text}\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n');
  // The peer may already have disconnected.
  socket.on('error', () => socket.destroy());
  socket.write(`${head}\r\n\r\n${body}`);
  closeAfterFlush(socket);
}

/** Ends a socket and drains it: closing it with unread data would reset the connection, and the peer would lose the answer. */
function closeAfterFlush(socket: Duplex): void {
  socket.end();
  socket.resume();
  const timer = runAfter(LINGER_MS, 'last answer', () => socket.destroy());
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
}

/** A parsed request target in any of HTTP's forms (RFC 9112, 3.2). */
export interface RequestTarget {
  /** Host of an absolute-form target in lower case, with its port if given; otherwise undefined. */
  readonly host: string | undefined;
  /** The path from `/` as sent; `*` for a request about the whole server. */
  readonly path: string;
  /** The text after the first `?`; empty if there is none. */
  readonly query: string;
}

/** @param url `request.url` of Node: `/healthz?a=b`, `http://host:8768/healthz`, `*` */
export function parseRequestTarget(url: string | undefined): RequestTarget {
  const [, authority, rest = ''] = /^(?:[a-z][a-z0-9+.-]*:\/\/([^/?#]*))?([^#]*)/i.exec(url ?? '') ?? [];
  const mark = rest.indexOf('?');
  const path = mark === -1 ? rest : rest.slice(0, mark);
  return {
    host: authority?.toLowerCase(),
    path: path || '/',
    query: mark === -1 ? '' : rest.slice(mark + 1),
  };
}
