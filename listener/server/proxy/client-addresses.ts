import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { formatEndpoint, formatIpAddress, parseIpAddress } from '../../../lib/ip-address.ts';
import { addressGroup, isThisMachine } from '../../../lib/pending-sockets.ts';
import {
  type ForwardingFault,
  forwardingHeadersOf,
  type OuterAddress,
  readForwarding,
  toOuterHost,
} from './forwarding-headers.ts';
import type { NodeIdentifier } from './node-identifier.ts';
import type { ProxyHeader } from './proxy-protocol.ts';
import type { ProxyReport } from './proxy-report.ts';
import { TrustedProxies } from './trusted-proxies.ts';

/** Whose request or connection it is: the peer of the socket, or whom a trusted proxy names. */
export interface Client {
  /** With its port if that is known: `192.0.2.7:50124`, `2001:db8::1`; `unknown` or `_name` if the proxy says no more. */
  readonly address: string;
  /** The trusted proxy that named the client, for example `10.0.0.5`; undefined for the peer of the socket. */
  readonly proxy: string | undefined;
  /** Under which limits count it: see `addressGroup`. */
  readonly group: string;
  /** How the client reached the outermost trusted proxy; undefined if none says. */
  readonly outer: OuterAddress | undefined;
}

/** The other end of a socket. */
interface Peer {
  readonly client: Client;
  /** The peer's own address in canonical form; undefined if it disconnected before it was known. */
  readonly ip: string | undefined;
  /** After a PROXY protocol header: whom it named, if anybody. */
  readonly named: { readonly ip: string | undefined } | undefined;
}

type AcceptedHeader = Extract<ProxyHeader, { kind: 'header' }>;

const PROXY_PREFIX = 'proxy ';

/** Whether a group has no limit of its own: this machine, and proxies while they name no client. */
export function isExempt(group: string): boolean {
  return isThisMachine(group) || group.startsWith(PROXY_PREFIX);
}

/** The one place that says who a client is. Sockets are TCP sockets, also under TLS. */
export class ClientAddresses {
  readonly #peers = new WeakMap<Socket, Peer>();
  readonly #report: ProxyReport;
  #trusted: TrustedProxies;

  constructor(trusted: readonly string[], report: ProxyReport) {
    this.#trusted = new TrustedProxies(trusted);
    this.#report = report;
  }

  get trusted(): readonly string[] {
    return this.#trusted.list;
  }

  /** Applies to new connections and requests; clients that are connected keep their address. */
  setTrusted(entries: readonly string[]): void {
    this.#trusted = new TrustedProxies(entries);
    this.#report.onTrusted((address) => this.#trusted.has(address));
  }

  isTrusted(socket: Socket): boolean {
    return this.#trusted.has(this.#peerOf(socket).ip);
  }

  /** The address of a socket's peer, whoever its client is. */
  peerOf(socket: Socket): string {
    return this.#peerOf(socket).ip ?? 'unknown';
  }

  /** The client of a socket, as far as it is known without a request. */
  ofSocket(socket: Socket): Client {
    return this.#peerOf(socket).client;
  }

  /** Notes what a trusted peer said before the first byte of a connection. */
  onProxyHeader(socket: Socket, { peer: named, tls }: AcceptedHeader): void {
    const peer = this.#peerOf(socket);
    const outer =
      tls === undefined ? undefined : ({ scheme: tls ? 'https' : 'http', host: undefined } as const);
    const client =
      named === undefined ? peer.client : namedClient({ ...named, isIp: true }, peer.ip ?? 'unknown', outer);
    this.#peers.set(socket, { ...peer, client, named: { ip: named?.address } });
  }

  /** Notes the PROXY protocol of a peer that may not use it. */
  onUnexpectedHeader(socket: Socket): void {
    const { ip, named } = this.#peerOf(socket);
    if (named === undefined && !this.#trusted.has(ip))
      this.#report.onUntrusted(ip ?? 'unknown', ['PROXY protocol']);
  }

  /** The client of a request, or why what a trusted proxy says of it cannot be used. */
  ofRequest({ headers }: Pick<IncomingMessage, 'headers'>, socket: Socket): Client | ForwardingFault {
    const peer = this.#peerOf(socket);
    const found = forwardingHeadersOf(headers);
    const { client } = peer;
    // Headers behind a PROXY protocol header are the client's own, unless the client is a trusted proxy too.
    const speaker = peer.named === undefined ? peer.ip : peer.named.ip;
    if (!this.#trusted.has(speaker)) {
      if (found.length > 0 && peer.named === undefined) this.#report.onUntrusted(this.peerOf(socket), found);
      const { outer } = client;
      return outer === undefined
        ? client
        : { ...client, outer: { ...outer, host: toOuterHost(headers.host, outer.scheme) } };
    }
    if (found.length === 0) return client;
    const forwarding = readForwarding(headers, (address) => this.#trusted.has(address));
    if ('reason' in forwarding) return forwarding;
    const { scheme, host = toOuterHost(headers.host, scheme) } = forwarding;
    const outer = { scheme, host };
    if (forwarding.client === undefined) return { ...client, outer };
    return namedClient(forwarding.client, peer.ip ?? 'unknown', outer);
  }

  #peerOf(socket: Socket): Peer {
    const known = this.#peers.get(socket);
    if (known !== undefined) return known;
    const { remoteAddress, remotePort } = socket;
    const parsed = parseIpAddress(remoteAddress ?? '');
    const ip = parsed && formatIpAddress(parsed);
    const group = addressGroup(remoteAddress);
    const isProxy = !isThisMachine(group) && this.#trusted.has(ip);
    const client = {
      address: formatEndpoint(remoteAddress ?? 'unknown', remotePort),
      proxy: undefined,
      group: isProxy ? `${PROXY_PREFIX}${ip}` : group,
      outer: undefined,
    };
    const peer = { client, ip, named: undefined };
    // A socket that has disconnected already has lost its address.
    if (remoteAddress !== undefined) this.#peers.set(socket, peer);
    return peer;
  }
}

function namedClient(
  { address, port, isIp }: NodeIdentifier,
  proxy: string,
  outer: OuterAddress | undefined,
): Client {
  const group = isIp ? addressGroup(address) : address;
  return {
    address: formatEndpoint(address, port),
    proxy,
    // Only this machine's own connections have no limit, and `unknown` behind one proxy is not that of another.
    group: isIp && !isExempt(group) ? group : `${group} via ${proxy}`,
    outer,
  };
}
