import WebSocket from 'ws';
import { RESPONSE_FRAME, SERVER_FRAME } from '../contract/hal.ts';

/** A HAL client in earnest: connects, waits for its greeting, asks one question, reads until its answer. */

export interface Asking {
  /** As `ws://localhost:8768`. */
  readonly url: string;
  readonly text: string | undefined;
  readonly intent: string | undefined;
  readonly token: string | undefined;
  /** Milliseconds for the whole. */
  readonly timeoutMs: number;
}

export type Outcome =
  | { readonly answered: true; readonly text: string; readonly success: boolean; readonly frame: unknown }
  | { readonly answered: false; readonly why: string };

export function ask(asking: Asking): Promise<Outcome> {
  return new Promise((resolve) => {
    const headers = asking.token === undefined ? {} : { Authorization: `Bearer ${asking.token}` };
    let socket: WebSocket;
    try {
      socket = new WebSocket(asking.url, { headers, perMessageDeflate: false, maxPayload: 4 * 1024 * 1024 });
    } catch (error) {
      resolve({ answered: false, why: `${asking.url} is no WebSocket address: ${text(error)}` });
      return;
    }
    const finish = (outcome: Outcome) => {
      clearTimeout(deadline);
      resolve(outcome);
      socket.close(1000);
      // A listener that does not answer the close does not keep us.
      setTimeout(() => socket.terminate(), 500).unref();
    };
    const deadline = setTimeout(
      () => finish({ answered: false, why: `no answer within ${asking.timeoutMs / 1000} s` }),
      asking.timeoutMs,
    );
    let asked = false;
    socket.on('message', (data) => {
      const frame = readFrame(String(data));
      if (frame === undefined)
        return finish({ answered: false, why: 'the listener sent something that is no HAL frame' });
      if (!asked && (frame.type === 'connected' || frame.type === 'state')) {
        asked = true;
        socket.send(JSON.stringify(question(asking)));
      } else if (frame.type === 'error') {
        finish({ answered: false, why: String(frame.message ?? 'the listener refused the question') });
      } else if (frame.type === 'response') {
        const response = RESPONSE_FRAME.safeParse(frame);
        if (!response.success)
          return finish({ answered: false, why: 'the listener sent a damaged response' });
        const { text: said, status } = response.data;
        finish({ answered: true, text: said, success: status === 'success', frame: response.data });
      }
    });
    socket.on('unexpected-response', (_request, response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body = (body + chunk).slice(0, 1_000);
      });
      response.on('end', () => {
        finish({
          answered: false,
          why: `refused with ${response.statusCode}: ${body.trim() || 'no reason given'}`,
        });
      });
    });
    socket.on('error', (error) => finish({ answered: false, why: explain(error, asking.url) }));
    socket.on('close', (code, reason) => {
      finish({
        answered: false,
        why: `the listener closed the connection (${code} ${reason.toString('utf8')})`.trim(),
      });
    });
  });
}

function question({ text: words, intent }: Asking): object {
  return intent === undefined
    ? { type: 'text_input', text: words }
    : { type: 'query', intent, ...(words === undefined ? {} : { text: words }) };
}

function readFrame(data: string): ({ readonly type: string } & Record<string, unknown>) | undefined {
  try {
    const parsed = SERVER_FRAME.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function explain(error: Error, url: string): string {
  const code = Reflect.get(error, 'code');
  if (code === 'ECONNREFUSED') return `nothing listens at ${url}: start it with "hal-listener start"`;
  if (code === 'ENOTFOUND') return `${url}: this host is not known`;
  if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT') {
    return `${url} has a certificate of its own making: name it in NODE_EXTRA_CA_CERTS`;
  }
  return `${url}: ${text(error)}`;
}

function text(error: unknown): string {
  return error instanceof Error ? error.message || String(Reflect.get(error, 'code')) : String(error);
}
