import { hostname, networkInterfaces } from 'node:os';
import type { Clock } from '../../lib/clock.ts';
import { lastKnown } from '../../lib/last-known.ts';

/** The names and addresses a page on this machine may come from, besides those the operator lists. */
export interface OwnHosts {
  has(host: string): boolean;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/**
 * Whether a page from `origin` may connect. Programs send no Origin and may. The request's Host header proves
 * nothing: with DNS rebinding both say evil.example, so the origin's host is compared with what is known to be
 * ours.
 *
 * @param allowed entries of the setting: `https://hal.example:8443`, or a bare host
 */
export function isOriginAllowed(
  origin: string | undefined,
  allowed: readonly string[],
  ownHosts: OwnHosts,
): boolean {
  if (origin === undefined) return true;
  const lower = origin.toLowerCase();
  if (allowed.some((entry) => entry.toLowerCase() === lower)) return true;
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

/** This machine's names and addresses, looked up afresh now and then: a laptop changes networks. */
export function createOwnHosts(clock: Clock, read = readOwnHosts): OwnHosts {
  const readLasting = lastKnown<ReadonlySet<string>>(
    read,
    () => new Set(),
    () => undefined,
  );
  let hosts: ReadonlySet<string> = new Set();
  let readAt = Number.NEGATIVE_INFINITY;
  return {
    has(host) {
      if (clock.monotonic() - readAt > REFRESH_MS) {
        hosts = readLasting();
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
