import WebSocket from 'ws';
import { SERVER_FRAME } from '../contract/hal.ts';

/** How a real client's first seconds went. */
export type HandshakeOutcome =
  | { readonly kind: 'answers' /** From connecting to the pong. */; readonly ms: number }
  | { readonly kind: 'fails'; readonly why: string };

/**
 * Connects as a client does, waits for the greeting, pings, and waits for the pong. Never rejects.
 *
 * @param url as `ws://127.0.0.1:8768`
 */
export function tryHandshake(
  url: string,
  token: string | undefined,
  timeoutMs: number,
): Promise<HandshakeOutcome> {
  const since = performance.now();
  return new Promise((resolve) => {
    const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    // This machine's own listener: its certificate names another host.
    const socket = new WebSocket(url, { headers, perMessageDeflate: false, rejectUnauthorized: false });
    const finish = (outcome: HandshakeOutcome): void => {
      clearTimeout(deadline);
      resolve(outcome);
      socket.terminate();
    };
    const deadline = setTimeout(
      () => finish({ kind: 'fails', why: `no answer within ${timeoutMs / 1_000} s` }),
      timeoutMs,
    );
    socket.on('message', (data) => {
      const type = frameType(String(data));
      if (type === 'connected' || type === 'state') socket.send('{"type":"ping"}');
      if (type === 'pong') finish({ kind: 'answers', ms: Math.round(performance.now() - since) });
    });
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      finish({ kind: 'fails', why: `refused with ${response.statusCode}` });
    });
    socket.on('error', (error) =>
      finish({ kind: 'fails', why: error.message || String(Reflect.get(error, 'code')) }),
    );
    socket.on('close', () => finish({ kind: 'fails', why: 'the listener closed the connection' }));
  });
}

function frameType(text: string): string | undefined {
  try {
    return SERVER_FRAME.safeParse(JSON.parse(text)).data?.type;
  } catch {
    return undefined;
  }
}
