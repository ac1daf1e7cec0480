import { isIP } from 'node:net';
import { isHostName, type Kind, trimmed } from './kinds.ts';

/**
 * An origin a browser client may come from: `https://hal.example:8443` allows exactly that, a bare host allows
 * any scheme and port of it. Kept as a browser's Origin header writes it: lower case, no default port.
 */
export const origin: Kind<string> = {
  noun: 'an origin',
  allowed: 'an origin such as https://hal.example:8443, or a host name',
  placeholder: 'origin',
  parse: (raw) => {
    const entry = trimmed(raw).toLowerCase();
    const value = isHostName(entry) || isAddress(entry) ? entry : fullOrigin(entry);
    return value === undefined ? undefined : { value };
  },
  format: String,
};

function isAddress(entry: string): boolean {
  return isIP(entry.replace(/^\[(.*)\]$/, '$1')) !== 0;
}

/** Scheme, host and port; the schemes of desktop shells (`app://hal`) are as good as https. */
function fullOrigin(entry: string): string | undefined {
  const [, scheme, authority] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#@\\\s]+)\/?$/.exec(entry) ?? [];
  if (scheme === undefined || authority === undefined || !URL.canParse(entry)) return undefined;
  const { host, hostname } = new URL(entry);
  return isHostName(hostname) || isAddress(hostname) ? `${scheme}://${host}` : undefined;
}
