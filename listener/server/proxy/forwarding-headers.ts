import type { IncomingHttpHeaders } from 'node:http';
import { parseForwarded } from './forwarded.ts';
import { type NodeIdentifier, parseNodeIdentifier } from './node-identifier.ts';

/** The headers by which a proxy says for whom it asks. */
const FORWARDING_HEADERS = ['Forwarded', 'X-Forwarded-For', 'X-Forwarded-Proto', 'X-Forwarded-Host'] as const;

type ForwardingHeader = (typeof FORWARDING_HEADERS)[number];

/** How a client reached the outermost trusted proxy. */
export interface OuterAddress {
  readonly scheme: 'http' | 'https' | undefined;
  /** In lower case, with its port unless that is the scheme's own. */
  readonly host: string | undefined;
}

/** What trusted proxies say about a request; without a client if they name none. */
export interface Forwarding extends OuterAddress {
  readonly client: NodeIdentifier | undefined;
}

/** A malformed header or a contradiction; `reason` is one of a few texts, `value` what was sent. */
export interface ForwardingFault {
  readonly reason: string;
  readonly value: string;
}

/** The forwarding headers that a request has. */
export function forwardingHeadersOf(headers: IncomingHttpHeaders): readonly ForwardingHeader[] {
  return FORWARDING_HEADERS.filter((name) => headers[name.toLowerCase()] !== undefined);
}

/** One hop: who made the request, and how. */
interface Hop {
  readonly from: string | undefined;
  readonly proto?: string | undefined;
  readonly host?: string | undefined;
}

interface Walk {
  readonly client: NodeIdentifier | undefined;
  /** The hops walked over; the outermost last. */
  readonly hops: readonly Hop[];
}

/**
 * What the headers of a trusted peer say. Each chain is walked from the right, which is the end that the peer wrote, over
 * trusted addresses only: what stands further left, anybody can have written.
 *
 * @param isTrusted whether an address is a trusted proxy
 */
export function readForwarding(
  headers: IncomingHttpHeaders,
  isTrusted: (address: string) => boolean,
): Forwarding | ForwardingFault {
  const forwarded = textOf(headers.forwarded);
  const elements = parseForwarded(forwarded);
  if (elements === undefined) return fault('malformed Forwarded', forwarded);
  const standard = walk(
    elements.map((element) => ({ ...element, from: element.for })),
    isTrusted,
    false,
  );
  if ('reason' in standard) return fault('malformed Forwarded', standard.value);
  const addresses = listOf(headers['x-forwarded-for']);
  const common = walk(
    addresses.map((from) => ({ from })),
    isTrusted,
    true,
  );
  if ('reason' in common) return fault('malformed X-Forwarded-For', common.value);
  // A proxy sets one of them, and may pass on the other as a client wrote it.
  if (standard.client && common.client && standard.client.address !== common.client.address) {
    const value = `${standard.client.address}, ${common.client.address}`;
    return fault('Forwarded and X-Forwarded-For name different clients', value);
  }
  const client = standard.client ?? common.client;
  const depth = Math.max(common.hops.length - 1, 0);
  const proto = outermost(standard.hops, 'proto') ?? fromRight(listOf(headers['x-forwarded-proto']), depth);
  const scheme = proto === undefined ? undefined : SCHEMES.get(proto.toLowerCase());
  if (proto !== undefined && scheme === undefined) return fault('malformed X-Forwarded-Proto', proto);
  const host = outermost(standard.hops, 'host') ?? fromRight(listOf(headers['x-forwarded-host']), depth);
  if (host !== undefined && !isHost(host)) return fault('malformed X-Forwarded-Host', host);
  return { client, scheme, host: toOuterHost(host, scheme) };
}

/** Some proxies name the scheme of the WebSocket. */
const SCHEMES: ReadonlyMap<string, 'http' | 'https'> = new Map([
  ['http', 'http'],
  ['ws', 'http'],
  ['https', 'https'],
  ['wss', 'https'],
]);

function walk(
  hops: readonly Hop[],
  isTrusted: (address: string) => boolean,
  bareIpv6: boolean,
): Walk | ForwardingFault {
  const walked: Hop[] = [];
  let client: NodeIdentifier | undefined;
  for (const hop of [...hops].reverse()) {
    walked.push(hop);
    // A proxy that does not say for whom it asks is the last one known.
    if (hop.from === undefined) break;
    const node = parseNodeIdentifier(hop.from, bareIpv6);
    if (node === undefined) return fault('malformed', hop.from);
    client = node;
    if (!node.isIp || !isTrusted(node.address)) break;
  }
  return { client, hops: walked };
}

/** What the outermost of these hops says; one that says nothing leaves it to the next. */
function outermost(hops: readonly Hop[], name: 'proto' | 'host'): string | undefined {
  return hops.findLast((hop) => hop[name] !== undefined)?.[name];
}

/** The value of the same hop if each proxy adds one, else the only one. */
function fromRight(values: readonly string[], depth: number): string | undefined {
  return values.at(-1 - Math.min(depth, values.length - 1));
}

function textOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' ? header : (header ?? []).join(',');
}

/** The entries of a list without empty ones (RFC 9110, 5.6.1.2). */
function listOf(header: string | readonly string[] | undefined): readonly string[] {
  return textOf(header)
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function isHost(text: string): boolean {
  return text.length <= 261 && /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(text);
}

/** @param host a Host header or what a proxy says of it */
export function toOuterHost(host: string | undefined, scheme: OuterAddress['scheme']): string | undefined {
  const standard = { http: ':80', https: ':443' }[scheme ?? 'https'];
  const lower = host?.toLowerCase();
  return lower?.endsWith(standard) ? lower.slice(0, -standard.length) : lower;
}

const MAX_VALUE_LENGTH = 100;

function fault(reason: string, value: string): ForwardingFault {
  return { reason, value: value.slice(0, MAX_VALUE_LENGTH) };
}
