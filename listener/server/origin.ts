import { hostname, networkInterfaces } from 'node:os';
import type { Clock } from '../../lib/clock.ts';
import { lastKnown } from '../../lib/last-known.ts';
import type { OuterAddress } from './proxy/forwarding-headers.ts';

/** Host names and addresses of this machine, whose pages may connect. */
export interface OwnHosts {
  has(host: string): boolean;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/**
 * Whether a page from `origin` may connect. Native programs send no Origin and may connect. The Host header proves
 * nothing, since with DNS rebinding both name evil.example, so the origin's host is compared with this machine's
 * own names. Behind a trusted proxy with TLS a page may connect to the name it came from: with a rebound name, the browser
 * had refused the proxy's certificate.
 *
 * @param allowed entries of the setting, either `https://hal.example:8443` or a host name
 * @param outer how the client reached a trusted proxy
 */
export function isOriginAllowed(
  origin: string | undefined,
  allowed: readonly string[],
  ownHosts: OwnHosts,
  outer?: OuterAddress,
): boolean {
  if (origin === undefined) return true;
  const lower = origin.toLowerCase();
  if (allowed.some((entry) => entry.toLowerCase() === lower)) return true;
  if (outer?.scheme === 'https' && outer.host !== undefined && lower === `https://${outer.host}`) return true;
  let host: string;
  try {
    host = new URL(lower).hostname;
  } catch {
    return false;
  }
  if (LOOPBACK.has(host) || host.endsWith('.localhost')) return true;
  return ownHosts.has(host) || allowed.some((entry) => entry.toLowerCase() === host);
}

const REFRESH_MS = 10_000;

/** This machine's names and addresses, refreshed periodically since a laptop changes networks. */
export function createOwnHosts(clock: Clock, read = readOwnHosts): OwnHosts {
  const readOrKeepLast = lastKnown<ReadonlySet<string>>(
    read,
    () => new Set(),
    () => undefined,
  );
  let hosts: ReadonlySet<string> = new Set();
  let readAt = Number.NEGATIVE_INFINITY;
  return {
    has(host) {
      if (clock.monotonic() - readAt > REFRESH_MS) {
        hosts = readOrKeepLast();
        readAt = clock.monotonic();
      }
      return hosts.has(host);
    },
  };
}

function readOwnHosts(): ReadonlySet<string> {
  const name = hostname().toLowerCase();
  const short = name.split('.')[0] ?? name;
  const hosts = new Set([name, short, `${short}.local`]);
  for (const addresses of Object.values(networkInterfaces())) {
    for (const { address, family } of addresses ?? []) {
      hosts.add(family === 'IPv6' ? `[${address.split('%')[0]}]` : address);
    }
  }
  hosts.delete('');
  return hosts;
}
