import WebSocket from 'ws';
import { RESPONSE_FRAME, SERVER_FRAME } from '../contract/hal.ts';
import { systemClock } from '../lib/clock.ts';
import { errnoOf } from '../lib/file-error.ts';
import { truncate } from '../lib/text.ts';

/** A frame of the listener, by its type. */
type Frame = { readonly type: string } & Readonly<Record<string, unknown>>;

interface ConnectOptions {
  /** As `ws://localhost:8768`. */
  readonly url: string;
  readonly token: string | undefined;
  /** Milliseconds for the whole. */
  readonly timeoutMs: number;
  /** For this machine's own listener, whose certificate names another host. */
  readonly anyCertificate?: boolean;
}

/** For callers that distinguish a refusal from silence. */
interface Refusable<T> {
  /** The result when the web server answers and refuses the WebSocket. */
  refused(status: number, why: string): T;
}

/** What a frame handler can do. */
interface Conversation<T> {
  send(message: object): void;
  /** Ends it with what came of it. */
  finish(outcome: T): void;
}

/**
 * Connects as a HAL client does and passes every frame to `onFrame` until that finishes. Never rejects.
 *
 * @param failed the result when the connection fails, for a reason in words
 */
function converse<T>(
  { url, token, timeoutMs, anyCertificate = false, refused }: ConnectOptions & Partial<Refusable<T>>,
  onFrame: (frame: Frame, turn: Conversation<T>) => void,
  failed: (why: string) => T,
): Promise<T> {
  return new Promise((resolve) => {
    let socket: WebSocket;
    try {
      socket = new WebSocket(url, {
        headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
        perMessageDeflate: false,
        maxPayload: 4 * 1024 * 1024,
        rejectUnauthorized: !anyCertificate,
      });
    } catch (error) {
      resolve(failed(`${url} is no WebSocket address: ${text(error)}`));
      return;
    }
    const finish = (outcome: T): void => {
      clearTimeout(deadline);
      resolve(outcome);
      socket.close(1000);
      // A listener that does not answer the close frame must not delay the command.
      setTimeout(() => socket.terminate(), 500).unref();
    };
    const deadline = setTimeout(() => finish(failed(`no answer within ${timeoutMs / 1_000} s`)), timeoutMs);
    const turn: Conversation<T> = { finish, send: (message) => socket.send(JSON.stringify(message)) };
    socket.on('message', (data) => {
      const frame = readFrame(String(data));
      if (frame === undefined) finish(failed('the listener sent something that is no HAL frame'));
      else onFrame(frame, turn);
    });
    socket.on('unexpected-response', (_request, response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body = truncate(body + chunk, 1_000, '');
      });
      response.on('end', () => {
        const [status, why] = [response.statusCode ?? 0, body.trim() || 'no reason given'];
        finish(refused?.(status, why) ?? failed(`refused with ${status}: ${why}`));
      });
    });
    socket.on('error', (error) => finish(failed(describeSocketError(error, url))));
    socket.on('close', (code, reason) => {
      finish(failed(`the listener closed the connection (${code} ${reason.toString('utf8')})`.trim()));
    });
  });
}

/** The listener greets with one of these. */
function isGreeting({ type }: Frame): boolean {
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
  if (code === 'ENOTFOUND') return `${url}: this host is not known`;
  if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT') {
    return `${url} has a certificate of its own making: name it in NODE_EXTRA_CA_CERTS`;
  }
  return `${url}: ${text(error)}`;
}

function text(error: unknown): string {
  return error instanceof Error ? error.message || String(errnoOf(error)) : String(error);
}

/** One query of a HAL client: connects, waits for the greeting, sends the query, reads until the response. */

interface HalQuery extends Pick<ConnectOptions, 'url' | 'token' | 'timeoutMs'> {
  readonly text: string | undefined;
  readonly intent: string | undefined;
}

export type QueryOutcome =
  | {
      readonly answered: true;
      readonly text: string;
      readonly success: boolean;
      readonly frame: unknown /** Its records are invented. */;
      readonly example: boolean;
    }
  | { readonly answered: false; readonly why: string };

export function sendQuery(query: HalQuery): Promise<QueryOutcome> {
  const failed = (why: string): QueryOutcome => ({ answered: false, why });
  let isSent = false;
  return converse<QueryOutcome>(
    query,
    (frame, { send, finish }) => {
      if (!isSent && isGreeting(frame)) {
        isSent = true;
        send(queryMessage(query));
      } else if (frame.type === 'error') {
        finish(failed(String(frame.message ?? 'the listener refused the question')));
      } else if (frame.type === 'response') {
        const response = RESPONSE_FRAME.safeParse(frame);
        if (!response.success) return finish(failed('the listener sent a damaged response'));
        const { text, status } = response.data;
        const example = frame.example === true;
        finish({ answered: true, text, success: status === 'success', frame: response.data, example });
      }
    },
    failed,
  );
}

function queryMessage({ text, intent }: HalQuery): object {
  return intent === undefined
    ? { type: 'text_input', text }
    : { type: 'query', intent, ...(text === undefined ? {} : { text }) };
}

/** How a real client's first seconds went. */
export type HandshakeOutcome =
  | { readonly kind: 'answers' /** From connecting to the pong. */; readonly ms: number }
  /** Its web server answered, and did not let us in. */
  | { readonly kind: 'refuses'; readonly status: number; readonly why: string }
  | { readonly kind: 'fails'; readonly why: string };

/** Connects to this machine's listener as a client does, waits for the greeting, pings, and waits for the pong. */
export function tryHandshake(
  at: Pick<ConnectOptions, 'url' | 'token' | 'timeoutMs'>,
): Promise<HandshakeOutcome> {
  const since = systemClock.monotonic();
  return converse<HandshakeOutcome>(
    {
      ...at,
      anyCertificate: true,
      refused: (status, why): HandshakeOutcome => ({ kind: 'refuses', status, why }),
    },
    (frame, { send, finish }) => {
      if (isGreeting(frame)) send({ type: 'ping' });
      if (frame.type === 'pong') finish({ kind: 'answers', ms: Math.round(systemClock.monotonic() - since) });
    },
    (why) => ({ kind: 'fails', why }),
  );
}
