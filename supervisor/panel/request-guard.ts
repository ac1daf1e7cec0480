import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { parseRequestTarget } from '../../lib/request-target.ts';

type Asked = Pick<IncomingMessage, 'headers' | 'url'>;

/** A browser leaves this port out of the Host header and the Origin. */
const DEFAULT_PORT = 80;

/**
 * Whether the request names us as its browser's user sees us. A page elsewhere that had its name point to
 * 127.0.0.1 (DNS rebinding) sends its own name as Host.
 */
export function isOurHost({ headers, url }: Asked, port: number): boolean {
  const { host: named } = parseRequestTarget(url);
  return isOurs(headers.host, port) && (named === undefined || isOurs(named, port));
}

/** Whether a page of ours asks: scheme, host and port. A request without an Origin is none of a page. */
export function isOurOrigin(request: Asked, port: number): boolean {
  const { host, origin } = request.headers;
  if (!isOurHost(request, port) || origin === undefined || !origin.startsWith('http://')) return false;
  return withPort(origin.slice('http://'.length)) === withPort(host);
}

/** Whether the browser says that another site, or another port of this machine, caused the request. */
export function isForeignFetch(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

function isOurs(host: string | undefined, port: number): boolean {
  const full = withPort(host);
  return full === `127.0.0.1:${port}` || full === `localhost:${port}`;
}

/** As `localhost:80`: names know no case, and the default port is not said. */
function withPort(host: string | undefined): string | undefined {
  if (host === undefined) return undefined;
  const lower = host.toLowerCase();
  return /:\d+$/.test(lower) ? lower : `${lower}:${DEFAULT_PORT}`;
}
