import { type IncomingMessage, type Server, ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { guarded, runAfter } from './background.ts';

/** Answers to what Node's HTTP server would drop without a word or take for something else. */

/** Bytes of a request line and its headers; more is answered with 431. Node's own default, said so that it stays. */
export const MAX_HEADER_BYTES = 16 * 1024;

/** How long a peer may take to read a last answer. */
const LINGER_MS = 2_000;

export interface UpgradeHandlers {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** The methods of the pages, for `Allow`. */
  readonly methods: string;
}

/**
 * Gives WebSocket handshakes to `upgrade`, and answers everything else that Node takes out of the ordinary way:
 * - an upgrade to another protocol (`h2c`, as curl and Java offer it) is an offer that may be ignored: the request is
 *   answered like any other, and the connection is closed behind the answer;
 * - CONNECT is no method of ours;
 * - a request that is no HTTP gets its status and a line of text.
 */
export function answerEveryRequest(server: Server, { upgrade, methods }: UpgradeHandlers): void {
  server.on(
    'upgrade',
    guarded(
      'upgrade',
      (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        if (!isWebSocketUpgrade(request)) return answerWithoutUpgrade(server, request, socket);
        request.headers.upgrade = 'websocket';
        upgrade(request, socket, head);
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
  if (socket.writableEnded) return;
  if (!socket.writable || error.code === 'ECONNRESET' || isAnswering(socket)) return void socket.destroy();
  const { status, text } = clientErrorAnswer(error.code);
  endWith(socket, status, text);
}

/** As Node's own handler looks. */
function isAnswering(socket: Duplex): boolean {
  const response: unknown = Reflect.get(socket, '_httpMessage');
  return response instanceof ServerResponse && response.headersSent;
}

/** @param code of Node's parser (`HPE_...`) or server */
export function clientErrorAnswer(code: string | undefined): {
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
