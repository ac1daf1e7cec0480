import type { NetworkInterfaceInfo } from 'node:os';
import type { ClientAddress } from '../contract/panel-addresses.ts';
import { isLoopback, type Status } from '../contract/status.ts';

export interface NetworkView {
  /** As `os.networkInterfaces()`. */
  readonly interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
  /** The name of this machine, which other machines may not know. */
  readonly machine: string;
}

const MAX_ADDRESSES = 50;

/**
 * Where clients reach a listener: every address of the networks of this machine that it is bound to, IPv4 first, then the
 * machine's name, then what only this machine reaches. Link-local IPv6 addresses are left out, because they need the
 * number of an interface.
 */
export function clientAddresses(
  { listening, tls }: Pick<Status, 'listening' | 'tls'>,
  { interfaces, machine }: NetworkView,
): readonly ClientAddress[] {
  const scheme = tls === true ? 'wss' : 'ws';
  const found = new Map<string, ClientAddress>();
  const add = (host: string, port: number, reach: ClientAddress['reach'], via: string): void => {
    const url = `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
    if (!found.has(url)) found.set(url, { url, reach, via });
  };
  const own = ownAddresses(interfaces);
  for (const { host, port } of listening) {
    if (host !== '0.0.0.0' && host !== '::') {
      if (!host.includes('%')) add(host, port, isLoopback(host) ? 'machine' : 'network', viaOf(host, own));
      continue;
    }
    const family = host === '::' ? 'IPv6' : 'IPv4';
    for (const { address, name } of own.filter((one) => one.family === family))
      add(address, port, 'network', name);
    // A certificate is for a name, and so is what people remember.
    if (machine !== '' && !machine.includes(':')) add(machine, port, 'network', 'name of this machine');
    add('localhost', port, 'machine', 'this machine only');
  }
  return [...found.values()].sort((left, right) => rank(left) - rank(right)).slice(0, MAX_ADDRESSES);
}

interface OwnAddress {
  readonly address: string;
  readonly family: string;
  readonly name: string;
}

function ownAddresses(interfaces: NetworkView['interfaces']): readonly OwnAddress[] {
  return Object.entries(interfaces).flatMap(([name, infos = []]) =>
    infos
      .filter(({ internal, address }) => !internal && !/^fe80:/i.test(address))
      .map(({ address, family }) => ({ address, family, name })),
  );
}

function viaOf(host: string, own: readonly OwnAddress[]): string {
  if (isLoopback(host)) return 'this machine only';
  return own.find(({ address }) => address === host)?.name ?? 'set by WEBSOCKET_HOST';
}

function rank({ url, reach, via }: ClientAddress): number {
  if (reach === 'machine') return 3;
  if (via === 'name of this machine') return 1;
  return url.includes('[') ? 2 : 0;
}
