import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Health } from '../../contract/health.ts';
import { parseRequestTarget } from '../../lib/request-target.ts';
import type { Metrics } from './metrics.ts';

/** The plain HTTP answers of the port: for browsers, monitors and load balancers. Cheap, and without secrets. */

export interface PageSources {
  readonly metrics: Metrics;
  health(): Health;
}

/** For `Allow`. */
export const PAGE_METHODS = 'GET, HEAD, OPTIONS';

const PATHS: ReadonlySet<string> = new Set(['/', '/healthz', '/readyz', '/metrics']);
const TEXT = 'text/plain; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

export async function answerPage(
  request: IncomingMessage,
  response: ServerResponse,
  sources: PageSources,
): Promise<void> {
  request.resume();
  const { path } = parseRequestTarget(request.url);
  // HAProxy's default check and a browser's preflight: there is nothing to say but that we are here. No page of
  // another origin may read on, since no Access-Control header says so.
  if (request.method === 'OPTIONS' && (path === '*' || PATHS.has(path))) {
    response.writeHead(204, { Allow: PAGE_METHODS, 'Cache-Control': 'no-store' });
    return void response.end();
  }
  if (!PATHS.has(path)) {
    return send(response, 404, TEXT, 'Not found. There are /, /healthz, /readyz and /metrics.\n');
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return send(response, 405, TEXT, 'Only GET is answered here.\n', { Allow: PAGE_METHODS });
  }
  switch (path) {
    case '/':
      return send(
        response,
        200,
        TEXT,
        'This is the HAL listener. Connect a HAL client by WebSocket; see /healthz for its state.\n',
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
  // Node leaves the body out for HEAD.
  response.end(body);
}
