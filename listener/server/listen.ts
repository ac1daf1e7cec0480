import type { Server } from 'node:http';
import { isIPv6 } from 'node:net';
import { guarded } from '../../lib/background.ts';

/** A port could not be opened; the message is for operators. */
export class PortError extends Error {
  override readonly name = 'PortError';
  readonly port: number;
  /** EADDRINUSE, EACCES, EADDRNOTAVAIL, ... */
  readonly code: string;

  constructor(port: number, host: string, code: string) {
    super(describePortError(port, host, code));
    this.port = port;
    this.code = code;
  }
}

function describePortError(port: number, host: string, code: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is in use by another process (address ${host})`;
    case 'EACCES':
      return `port ${port} cannot be opened: permission denied, or reserved by Windows (address ${host})`;
    case 'EADDRNOTAVAIL':
      return `address ${host} does not belong to this machine (port ${port})`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
      return `address ${host} cannot be resolved (port ${port}, ${code})`;
    case 'EINVAL':
      // Node reports EINVAL for a link-local address without a zone, such as fe80::1.
      return /^fe[89ab][0-9a-f]:[^%]*$/i.test(host)
        ? `address ${host} is link-local: add its interface, for example ${host}%eth0 (port ${port})`
        : `port ${port} cannot be opened on ${host}: ${code}`;
    default:
      return `port ${port} cannot be opened on ${host}: ${code}`;
  }
}

export interface BoundPort {
  readonly server: Server;
  readonly host: string;
  readonly port: number;
}

/** All IPv4 and all IPv6 addresses: on Windows `localhost` resolves to ::1 first. */
const ALL_ADDRESSES = ['0.0.0.0', '::'] as const;
/** Node's default of 511 is too low when thousands of clients reconnect at once. */
const BACKLOG = 2_048;
const NO_IPV6 = new Set(['EAFNOSUPPORT', 'EADDRNOTAVAIL', 'EPROTONOSUPPORT', 'EINVAL']);

/**
 * Opens every port on every address. On failure, the ports opened so far are closed.
 *
 * @param host undefined for all addresses of this machine
 * @throws PortError
 */
export async function openPorts(
  ports: readonly number[],
  host: string | undefined,
  createServer: () => Server,
  platform = process.platform,
): Promise<readonly BoundPort[]> {
  const bound: BoundPort[] = [];
  try {
    for (const wanted of ports) {
      if (host === undefined && wanted !== 0 && platform === 'win32') await probePort(wanted, createServer);
      let port = wanted;
      for (const address of host === undefined ? ALL_ADDRESSES : [host]) {
        const one = await openPort(port, address, createServer(), host === undefined);
        if (one === undefined) continue;
        bound.push(one);
        // With port 0, the second address uses the port that the first one got.
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
 * Windows lets a process bind the wildcard address while another program holds a specific address of that port, and
 * local clients would still reach that program. (Microsoft: Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE.)
 */
async function probePort(port: number, createServer: () => Server): Promise<void> {
  for (const address of ['127.0.0.1', '::1']) {
    const probe = await openPort(port, address, createServer(), true);
    if (probe !== undefined) await new Promise((closed) => probe.server.close(closed));
  }
}

function openPort(
  port: number,
  host: string,
  server: Server,
  optional: boolean,
): Promise<BoundPort | undefined> {
  return new Promise((resolve, reject) => {
    const onError = guarded('opening a port', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? error.message;
      if (optional && isIPv6(host) && NO_IPV6.has(code)) resolve(undefined);
      else reject(new PortError(port, host, code));
    });
    server.once('error', onError);
    server.listen({ port, host, ipv6Only: isIPv6(host), exclusive: true, backlog: BACKLOG }, () => {
      server.off('error', onError);
      const address = server.address();
      const actual = typeof address === 'object' && address !== null ? address.port : port;
      resolve({ server, host, port: actual });
    });
  });
}
