import type { ClientRequest, IncomingMessage } from 'node:http';
import WebSocket, { type RawData } from 'ws';
import { RESPONSE_FRAME, SERVER_FRAME } from '../contract/hal.ts';
import { guarded, runAfter } from './background.ts';
import { systemClock } from './clock.ts';
import { errnoOf } from './file-error.ts';
import { truncate } from './text.ts';

/** A frame of the listener, by its type. */
export type Frame = { readonly type: string } & Readonly<Record<string, unknown>>;

interface ConnectOptions {
  /** For example `ws://localhost:8768`. */
  readonly url: string;
  readonly token: string | undefined;
  /** Milliseconds for the whole exchange. */
  readonly timeoutMs: number;
  /** Accepts any certificate: that of a listener on this machine may name another host. */
  readonly anyCertificate?: boolean;
  /** The name under which the listener lists the connection. */
  readonly userAgent?: string;
  /** Ends the exchange when aborted. */
  readonly signal?: AbortSignal;
}

/** For callers that distinguish a rejected handshake from a missing answer. */
interface RefusalHandler<T> {
  /** Returns the result if the web server answers but rejects the WebSocket. @param why the response body */
  onRefused(status: number, why: string): T;
}

/** What a frame handler can do. */
interface FrameExchange<T> {
  send(message: object): void;
  /** Ends the exchange with this result. */
  finish(outcome: T): void;
}

/**
 * Connects as a HAL client does and passes every frame to `onFrame` until that calls `finish`. Never rejects.
 *
 * @param toFailure returns the result if the connection fails, for a reason given as text
 */
export function exchangeFrames<T>(
  options: ConnectOptions & Partial<RefusalHandler<T>>,
  onFrame: (frame: Frame, exchange: FrameExchange<T>) => void,
  toFailure: (why: string) => T,
): Promise<T> {
  const { url, token, timeoutMs, anyCertificate = false, userAgent, signal, onRefused } = options;
  return new Promise((resolve) => {
    let socket: WebSocket;
    try {
      socket = new WebSocket(url, {
        headers: {
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          ...(userAgent === undefined ? {} : { 'User-Agent': userAgent }),
        },
        perMessageDeflate: false,
        maxPayload: 4 * 1024 * 1024,
        rejectUnauthorized: !anyCertificate,
      });
    } catch (error) {
      resolve(toFailure(`${url} is not a WebSocket address: ${errorText(error)}`));
      return;
    }
    const onAbort = (): void => finish(toFailure('cancelled'));
    const finish = (outcome: T): void => {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', onAbort);
      resolve(outcome);
      socket.close(1000);
      // A listener that does not answer the close frame must not delay the command.
      runAfter(500, 'closing a client connection', () => socket.terminate()).unref();
    };
    const deadline = runAfter(timeoutMs, 'client deadline', () =>
      finish(toFailure(`no answer within ${timeoutMs / 1_000} s`)),
    );
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) onAbort();
    const exchange: FrameExchange<T> = { finish, send: (message) => socket.send(JSON.stringify(message)) };
    const onMessage = (data: RawData): void => {
      const frame = readFrame(String(data));
      if (frame === undefined) finish(toFailure('the listener sent something that is not a HAL frame'));
      else onFrame(frame, exchange);
    };
    const onResponse = (_request: ClientRequest, response: IncomingMessage): void => {
      let body = '';
      response.setEncoding('utf8');
      const onData = guarded('client connection', (chunk: string) => {
        body = truncate(body + chunk, 1_000, '');
      });
      const onEnd = guarded('client connection', () => {
        const [status, why] = [response.statusCode ?? 0, body.trim() || 'no reason given'];
        finish(onRefused?.(status, why) ?? toFailure(`refused with ${status}: ${why}`));
      });
      response.on('data', onData);
      response.on('end', onEnd);
    };
    const onClose = (code: number, reason: Buffer): void =>
      finish(toFailure(`the listener closed the connection (${code} ${reason.toString('utf8')})`.trim()));
    socket.on(
      'message',
      guarded('client connection', onMessage, (error) => finish(toFailure(errorText(error)))),
    );
    socket.on('unexpected-response', guarded('client connection', onResponse));
    socket.on(
      'error',
      guarded('client connection', (error: Error) => finish(toFailure(describeSocketError(error, url)))),
    );
    socket.on('close', guarded('client connection', onClose));
  });
}

/** Whether it is the first frame that a listener sends. */
export function isGreeting({ type }: Frame): boolean {
  return type === 'connected' || type === 'state';
}

function readFrame(data: string): Frame | undefined {
  try {
    return SERVER_FRAME.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}

function describeSocketError(error: Error, url: string): string {
  const code = errnoOf(error);
  if (code === 'ECONNREFUSED') return `nothing listens at ${url}: start it with "hal-listener start"`;
  if (code === 'ENOTFOUND') return `${url}: this host is unknown`;
  if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT') {
    return `${url} has a self-signed certificate: name it in NODE_EXTRA_CA_CERTS`;
  }
  return `${url}: ${errorText(error)}`;
}

function errorText(error: unknown): string {
  return error instanceof Error ? error.message || String(errnoOf(error)) : String(error);
}

/** One query of a HAL client. */

interface HalQuery extends Pick<ConnectOptions, 'url' | 'token' | 'timeoutMs'> {
  readonly text: string | undefined;
  readonly intent: string | undefined;
}

export type QueryOutcome =
  | {
      readonly answered: true;
      readonly text: string;
      readonly success: boolean;
      readonly frame: unknown;
      /** Whether the answer comes from the example data. */
      readonly example: boolean;
    }
  | { readonly answered: false; readonly why: string };

/** Connects, waits for the first frame, sends the query and reads until the response. Never rejects. */
export function sendQuery(query: HalQuery): Promise<QueryOutcome> {
  const toFailure = (why: string): QueryOutcome => ({ answered: false, why });
  let isSent = false;
  return exchangeFrames<QueryOutcome>(
    query,
    (frame, { send, finish }) => {
      if (!isSent && isGreeting(frame)) {
        isSent = true;
        send(queryMessage(query));
      } else if (frame.type === 'error') {
        finish(toFailure(String(frame.message ?? 'the listener refused the question')));
      } else if (frame.type === 'response') {
        const response = RESPONSE_FRAME.safeParse(frame);
        if (!response.success) return finish(toFailure('the listener sent a damaged response'));
        const { text, status } = response.data;
        const example = frame.example === true;
        finish({ answered: true, text, success: status === 'success', frame: response.data, example });
      }
    },
    toFailure,
  );
}

function queryMessage({ text, intent }: HalQuery): object {
  return intent === undefined
    ? { type: 'text_input', text }
    : { type: 'query', intent, ...(text === undefined ? {} : { text }) };
}

/** The result of connecting as a client does. */
export type HandshakeOutcome =
  /** `ms`: from connecting to the pong. */
  | { readonly kind: 'answers'; readonly ms: number }
  /** Its web server answered but rejected the WebSocket. */
  | { readonly kind: 'refuses'; readonly status: number; readonly why: string }
  | { readonly kind: 'fails'; readonly why: string };

/** Connects to a listener on this machine as a client does, waits for the first frame, pings and waits for the pong. */
export function tryHandshake(
  endpoint: Pick<ConnectOptions, 'url' | 'token' | 'timeoutMs'>,
): Promise<HandshakeOutcome> {
  const since = systemClock.monotonic();
  return exchangeFrames<HandshakeOutcome>(
    {
      ...endpoint,
      anyCertificate: true,
      onRefused: (status, why): HandshakeOutcome => ({ kind: 'refuses', status, why }),
    },
    (frame, { send, finish }) => {
      if (isGreeting(frame)) send({ type: 'ping' });
      if (frame.type === 'pong') finish({ kind: 'answers', ms: Math.round(systemClock.monotonic() - since) });
    },
    (why) => ({ kind: 'fails', why }),
  );
}
