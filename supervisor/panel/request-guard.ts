import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether the request names us as its browser's user sees us. A page elsewhere that had its name point to
 * 127.0.0.1 (DNS rebinding) sends its own name as Host.
 */
export function isOurHost(headers: IncomingHttpHeaders, port: number): boolean {
  return headers.host === `127.0.0.1:${port}` || headers.host === `localhost:${port}`;
}

/** Whether a page of ours asks: scheme, host and port. A request without an Origin is none of a page. */
export function isOurOrigin(headers: IncomingHttpHeaders, port: number): boolean {
  return isOurHost(headers, port) && headers.origin === `http://${headers.host}`;
}

/** Whether the browser says that another site, or another port of this machine, caused the request. */
export function isForeignFetch(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}
