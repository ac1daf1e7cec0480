import { type IncomingMessage, type Server, ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server as TlsServer } from 'node:tls';
import { guarded, runAfter } from './background.ts';

/** Answers to what Node's HTTP server would drop without a word or take for something else. */

/** Bytes of a request line and its headers; more is answered with 431. Node's own default, said so that it stays. */
export const MAX_HEADER_BYTES = 16 * 1024;

/** How long a peer may take to read a last answer. */
const LINGER_MS = 2_000;

export interface RequestHandlers {
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => unknown;
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** The methods of the pages, for `Allow`. */
  readonly methods: string;
  /** Called once for a socket that is closed because its peer did not wait for an answer. */
  readonly onPipelined?: (socket: Duplex) => void;
}

/**
 * Gives requests to `page` and WebSocket handshakes to `upgrade`, one of a socket at a time, and answers everything else
 * that Node takes out of the ordinary way:
 * - an upgrade to another protocol (`h2c`, as curl and Java offer it) is an offer that may be ignored: the request is
 *   answered like any other, and the connection is closed behind the answer;
 * - CONNECT is no method of ours;
 * - a request that is no HTTP gets its status and a line of text;
 * - a request that comes before the answer to the one before it is refused, and the socket closed: a packet holds two
 *   thousand of them, thousands of sockets send packets, and no client of ours does so.
 */
export function answerEveryRequest(server: Server, handlers: RequestHandlers): void {
  const { onRequest, onUpgrade, methods, onPipelined } = handlers;
  const onConnection = guarded('HTTP connection', (socket: Duplex) => refusePipelined(socket, onPipelined));
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
      endWith(socket, 405, 'This is no proxy.', { Allow: methods });
    }),
  );
  server.on('clientError', guarded('malformed request', answerClientError));
}

/** Of several protocols a client may offer WebSocket as one. */
function isWebSocketUpgrade({ headers }: IncomingMessage): boolean {
  return (headers.upgrade ?? '').split(',').some((protocol) => protocol.trim().toLowerCase() === 'websocket');
}

function answerWithoutUpgrade(server: Server, request: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  const response = new ServerResponse(request);
  // Node has let go of the socket: nobody would read a next request.
  response.shouldKeepAlive = false;
  // Its type asks for a TCP socket; TLS has one of its own, and both do.
  response.assignSocket(socket as Parameters<ServerResponse['assignSocket']>[0]);
  const finish = (): void => {
    response.detachSocket(socket as Parameters<ServerResponse['detachSocket']>[0]);
    endGently(socket);
  };
  response.on(
    'finish',
    guarded('response', finish, () => socket.destroy()),
  );
  server.emit('request', request, response);
}

function answerClientError(error: Error & { readonly code?: string }, socket: Duplex): void {
  // It has gone, it has been told already, or an answer is on its way that this one would land in.
  if (socket.writableEnded || isRefused(socket)) return;
  const begun = answerOf(socket)?.headersSent === true;
  if (!socket.writable || error.code === 'ECONNRESET' || begun) return void socket.destroy();
  const { status, text } = clientErrorAnswer(error.code);
  endWith(socket, status, text);
}

/** The answer that has a socket now, as Node's own handlers find it. */
function answerOf(socket: Duplex): ServerResponse | undefined {
  const response: unknown = Reflect.get(socket, '_httpMessage');
  return response instanceof ServerResponse ? response : undefined;
}

/** Sockets with a request that came too soon: nothing more of them is read. */
const refused = new WeakSet<Duplex>();

function isRefused(socket: Duplex): boolean {
  return refused.has(socket);
}

/** For Node's parser: not this request, and nothing behind it. */
const STOP_PARSING = -1;

/**
 * Lets one request of a socket through at a time. Node reads and keeps all requests of a packet before the first is
 * answered, and no event of its own comes in time: 2 000 packets of one address kept a listener busy for 50 s.
 */
function refusePipelined(socket: Duplex, onPipelined: RequestHandlers['onPipelined']): void {
  const parser = parserOf(socket);
  if (parser === undefined) return;
  const { onIncoming } = parser;
  parser.onIncoming = (request, keepsAlive) => {
    const answer = answerOf(socket);
    if (answer === undefined) return onIncoming(request, keepsAlive);
    // An upgrade stops the parser by itself, and Node would give the socket away.
    request.upgrade = false;
    if (isRefused(socket)) return STOP_PARSING;
    refused.add(socket);
    onPipelined?.(socket);
    const refuse = (): void => {
      if (socket.writable)
        endWith(socket, 429, 'One request at a time: wait for its answer before the next.');
    };
    answer.once('finish', guarded('pipelined request', refuse));
    return STOP_PARSING;
  };
}

interface Parser {
  onIncoming: (request: { upgrade: boolean }, keepsAlive: boolean) => unknown;
}

/** The parser of an HTTP socket, which Node does not document; a test notices if it moves. */
function parserOf(socket: Duplex): Parser | undefined {
  const parser: unknown = Reflect.get(socket, 'parser');
  return isParser(parser) ? parser : undefined;
}

function isParser(value: unknown): value is Parser {
  return (
    typeof value === 'object' && value !== null && typeof Reflect.get(value, 'onIncoming') === 'function'
  );
}

/** @param code of Node's parser (`HPE_...`) or server */
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

/** Answers on a bare socket, and closes it whether or not its peer reads. */
export function endWith(
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
  // The peer may already be gone; that is its right.
  socket.on('error', () => socket.destroy());
  socket.write(`${head}\r\n\r\n${body}`);
  endGently(socket);
}

/** Closing before all is read would reset the connection, and the peer would lose the answer. */
function endGently(socket: Duplex): void {
  socket.end();
  socket.resume();
  const timer = runAfter(LINGER_MS, 'last answer', () => socket.destroy());
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
}
