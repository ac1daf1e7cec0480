import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { parseRequestTarget } from '../lib/http-server.ts';

type RequestTarget = Pick<IncomingMessage, 'headers' | 'url'>;

/** A browser leaves this port out of the Host header and the Origin. */
const DEFAULT_PORT = 80;

/**
 * Whether the request names us as its browser's user sees us. A page elsewhere that had its name point to
 * 127.0.0.1 (DNS rebinding) sends its own name as Host.
 */
export function isOurHost({ headers, url }: RequestTarget, port: number): boolean {
  const { host: named } = parseRequestTarget(url);
  return isOurs(headers.host, port) && (named === undefined || isOurs(named, port));
}

/** Whether a page of ours asks: scheme, host and port. A request without an Origin is none of a page. */
export function isOurOrigin(request: RequestTarget, port: number): boolean {
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

/** Of the empty string: Fluent UI puts an empty style element into the page and fills it through the CSSOM. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/**
 * No inline script, nothing from elsewhere, no frame around the page.
 *
 * @param sockets where the page may connect to, as `ws://127.0.0.1:8769`; the tray's page needs none
 */
function contentSecurityPolicy(sockets: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${EMPTY_STYLE}`,
    "img-src 'self' data:",
    ['connect-src', "'self'", ...sockets].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** @param sockets as of the policy */
export function securityHeaders(sockets: readonly string[]): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(sockets),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(self), geolocation=()',
  };
}
