import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { HEALTH, type Health } from '../contract/health.ts';
import { errnoOf } from '../lib/file-error.ts';

/** The result of requesting the health page on a listener's port. */
export type PortAnswer =
  | { readonly state: 'answers'; readonly health: Health }
  /** Another program, or a listener with an unknown health format. */
  | { readonly state: 'foreign'; readonly why: string }
  | { readonly state: 'silent'; readonly why: string }
  | { readonly state: 'closed'; readonly why: string };

const MAX_BYTES = 64 * 1024;
/**
 * Milliseconds for a listener on this machine to answer, which normally takes a few. A start that fails because of its
 * port waits this long if the program on the port does not answer.
 */
export const HEALTH_TIMEOUT_MS = 1_000;

/**
 * Requests `/healthz`. Never rejects. Uses `http` because `fetch` to localhost fails on some Windows emulation layers.
 *
 * @param origin for example `http://localhost:8768`
 */
export function askHealth(origin: string, timeoutMs = 3_000): Promise<PortAnswer> {
  return new Promise((resolve) => {
    const get = origin.startsWith('https:') ? httpsGet : httpGet;
    // The certificate of a listener on this machine may name another host, and no secret is sent.
    const request = get(
      `${origin}/healthz`,
      { timeout: timeoutMs, rejectUnauthorized: false },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          body += chunk;
          if (body.length > MAX_BYTES) request.destroy();
        });
        response.on('end', () => resolve(readHealth(body)));
        response.on('error', (error) => resolve({ state: 'foreign', why: error.message }));
      },
    );
    // The `timeout` option only limits pauses; this limits the whole request.
    const deadline = setTimeout(() => request.destroy(new Error('no answer')), timeoutMs);
    request.on('close', () => clearTimeout(deadline));
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', (error: NodeJS.ErrnoException) => {
      const isRefused = error.code === 'ECONNREFUSED' || isConnectionRefused(error);
      if (isRefused) resolve({ state: 'closed', why: 'nothing is listening there' });
      else if (error.message === 'no answer')
        resolve({ state: 'silent', why: 'the port is open but does not answer' });
      else resolve({ state: error.code === 'ENOTFOUND' ? 'closed' : 'foreign', why: error.message });
    });
  });
}

/** Node tries `localhost` on both address families and reports both errors as one AggregateError. */
function isConnectionRefused(error: Error): boolean {
  return error instanceof AggregateError && error.errors.some((each) => errnoOf(each) === 'ECONNREFUSED');
}

function readHealth(body: string): PortAnswer {
  try {
    const parsed = HEALTH.safeParse(JSON.parse(body));
    if (parsed.success) return { state: 'answers', health: parsed.data };
  } catch {
    // Without JSON it is not a listener.
  }
  return { state: 'foreign', why: 'the program on this port is not a HAL listener' };
}
