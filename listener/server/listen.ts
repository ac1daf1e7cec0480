import type { Server } from 'node:http';
import { isIPv6 } from 'node:net';
import { guarded } from '../../lib/background.ts';

/** A port that could not be opened, in an operator's words. */
export class PortError extends Error {
  override readonly name = 'PortError';
  readonly port: number;
  /** EADDRINUSE, EACCES, EADDRNOTAVAIL, ... */
  readonly code: string;

  constructor(port: number, host: string, code: string) {
    super(explain(port, host, code));
    this.port = port;
    this.code = code;
  }
}

function explain(port: number, host: string, code: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is in use by another process (address ${host})`;
    case 'EACCES':
      return `port ${port} may not be opened by this user, or Windows has reserved it (address ${host})`;
    case 'EADDRNOTAVAIL':
      return `address ${host} is not one of this machine's (port ${port})`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
      return `address ${host} is not known (port ${port}, ${code})`;
    case 'EINVAL':
      // Node's word for fe80::1 without the interface it is meant on.
      return /^fe[89ab][0-9a-f]:[^%]*$/i.test(host)
        ? `address ${host} is link-local: name its interface too, as ${host}%eth0 (port ${port})`
        : `port ${port} cannot be opened on ${host}: ${code}`;
    default:
      return `port ${port} cannot be opened on ${host}: ${code}`;
  }
}

export interface Bound {
  readonly server: Server;
  readonly host: string;
  readonly port: number;
}

/** Every IPv4 address, and beside it every IPv6 one: `localhost` is ::1 first on Windows. */
const EVERYWHERE = ['0.0.0.0', '::'] as const;
/** Connections the kernel holds until we take them; Node's own 511 is too few for a crowd that reconnects. */
const BACKLOG = 2_048;
const NO_IPV6 = new Set(['EAFNOSUPPORT', 'EADDRNOTAVAIL', 'EPROTONOSUPPORT', 'EINVAL']);

/**
 * Opens every port on every address, or none: what was opened before a failure is closed again.
 *
 * @param host undefined for every address of this machine
 * @throws PortError
 */
export async function openPorts(
  ports: readonly number[],
  host: string | undefined,
  createServer: () => Server,
  platform = process.platform,
): Promise<readonly Bound[]> {
  const bound: Bound[] = [];
  try {
    for (const wanted of ports) {
      if (host === undefined && wanted !== 0 && platform === 'win32') await probePort(wanted, createServer);
      let port = wanted;
      for (const address of host === undefined ? EVERYWHERE : [host]) {
        const one = await openPort(port, address, createServer(), host === undefined);
        if (one === undefined) continue;
        bound.push(one);
        // Port 0 takes any: the second address follows the first.
        port = one.port;
      }
    }
    return bound;
  } catch (error) {
    for (const { server } of bound) server.close();
    throw error;
  }
}

/**
 * Windows gives out every address of a port also while another program has one of them, and this machine's clients
 * would go on reaching that program. (Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE, Microsoft's documentation.)
 */
async function probePort(port: number, createServer: () => Server): Promise<void> {
  for (const address of ['127.0.0.1', '::1']) {
    const looked = await openPort(port, address, createServer(), true);
    if (looked !== undefined) await new Promise((closed) => looked.server.close(closed));
  }
}

function openPort(port: number, host: string, server: Server, optional: boolean): Promise<Bound | undefined> {
  return new Promise((resolve, reject) => {
    const failed = guarded('opening a port', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? error.message;
      if (optional && isIPv6(host) && NO_IPV6.has(code)) resolve(undefined);
      else reject(new PortError(port, host, code));
    });
    server.once('error', failed);
    server.listen({ port, host, ipv6Only: isIPv6(host), exclusive: true, backlog: BACKLOG }, () => {
      server.off('error', failed);
      const address = server.address();
      const actual = typeof address === 'object' && address !== null ? address.port : port;
      resolve({ server, host, port: actual });
    });
  });
}
