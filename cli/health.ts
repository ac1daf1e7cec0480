import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { HEALTH, type Health } from '../contract/health.ts';
import { errnoOf } from '../lib/file-error.ts';

/** What answers on a listener's port. */
export type PortAnswer =
  | { readonly state: 'answers'; readonly health: Health }
  /** Something else, or a listener we do not understand. */
  | { readonly state: 'foreign'; readonly why: string }
  | { readonly state: 'silent'; readonly why: string }
  | { readonly state: 'closed'; readonly why: string };

const MAX_BYTES = 64 * 1024;
/**
 * For a listener of this machine to answer, ms: it takes a few. A silent program on the port makes a
 * start that fails on its port wait no longer than this.
 */
export const HEALTH_TIMEOUT_MS = 1_000;

/**
 * Asks `/healthz`. Never rejects. Plain `http`, since `fetch` to localhost fails on some Windows layers.
 *
 * @param origin as `http://localhost:8768`
 */
export function askHealth(origin: string, timeoutMs = 3_000): Promise<PortAnswer> {
  return new Promise((resolve) => {
    const get = origin.startsWith('https:') ? httpsGet : httpGet;
    // The listener is on this machine: its certificate names another host, and nothing secret is sent.
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
    // A deadline for the whole, not only for a pause.
    const deadline = setTimeout(() => request.destroy(new Error('no answer')), timeoutMs);
    request.on('close', () => clearTimeout(deadline));
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', (error: NodeJS.ErrnoException) => {
      const refused = error.code === 'ECONNREFUSED' || isConnectionRefused(error);
      if (refused) resolve({ state: 'closed', why: 'nothing is listening there' });
      else if (error.message === 'no answer')
        resolve({ state: 'silent', why: 'the port is open but does not answer' });
      else resolve({ state: error.code === 'ENOTFOUND' ? 'closed' : 'foreign', why: error.message });
    });
  });
}

/** `localhost` is tried on both address families; their errors come as one. */
function isConnectionRefused(error: Error): boolean {
  return error instanceof AggregateError && error.errors.some((one) => errnoOf(one) === 'ECONNREFUSED');
}

function readHealth(body: string): PortAnswer {
  try {
    const parsed = HEALTH.safeParse(JSON.parse(body));
    if (parsed.success) return { state: 'answers', health: parsed.data };
  } catch {
    // Not JSON: not ours.
  }
  return { state: 'foreign', why: 'the program on this port is not a HAL listener' };
}
