import { lookup as resolveHost } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { guarded, runAfter } from '../../lib/background.ts';
import { isPrivateAddress } from '../config/outgoing-url.ts';

/** One request to a server that is trusted with nothing: its time and its size are bounded. */

export type EndpointFailure =
  | 'unreachable'
  | 'slow'
  | 'status'
  | 'redirect'
  | 'too-big'
  | 'cut'
  | 'cancelled';

export class EndpointError extends Error {
  override readonly name = 'EndpointError';
  readonly reason: EndpointFailure;
  /** The HTTP status, if the server answered with one that is no success. */
  readonly status: number | undefined;

  constructor(reason: EndpointFailure, status?: number) {
    super(status === undefined ? `the server: ${reason}` : `the server: ${reason} ${status}`);
    this.reason = reason;
    this.status = status;
  }
}

export interface EndpointAddress {
  readonly url: string;
  readonly key?: string | undefined;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Bytes an answer may have: those we ask for have some hundreds. */
export const MAX_BODY_BYTES = 64 * 1024;
const MAX_HEADER_BYTES = 16 * 1024;

export interface PostLimits {
  /** From now until the last byte, ms. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Whether every status from 200 to 299 will do, and not only 200. */
  readonly anySuccess?: boolean;
  /** Bytes of the answer. */
  readonly maxBytes?: number;
}

/** Posts a body of JSON and reads the answer. @throws EndpointError */
export async function post(address: EndpointAddress, body: string, limits: PostLimits): Promise<string> {
  return (await postForBytes(address, [Buffer.from(body)], limits)).toString('utf8');
}

/** As `post`, for what is no text: the parts of the body are of the type that a header names. @throws EndpointError */
export function postForBytes(
  { url, key, headers = {} }: EndpointAddress,
  parts: readonly Uint8Array[],
  { timeoutMs, signal, anySuccess = false, maxBytes = MAX_BODY_BYTES }: PostLimits,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const isSecure = url.startsWith('https:');
    const outgoing = (isSecure ? requestHttps : requestHttp)(url, {
      method: 'POST',
      // One connection a request: none is left open for the server to keep.
      agent: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      headers: {
        'content-type': 'application/json',
        'content-length': parts.reduce((length, part) => length + part.length, 0),
        accept: 'application/json',
        'accept-encoding': 'identity',
        ...headers,
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      ...(isSecure ? {} : { lookup: privateOnly }),
    });
    const settle = (end: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      end();
      outgoing.destroy();
    };
    const fail = (reason: EndpointFailure, status?: number): void =>
      settle(() => reject(new EndpointError(reason, status)));
    const onAbort = guarded('outgoing request', () => fail('cancelled'));
    const timer = runAfter(timeoutMs, 'outgoing request', () => fail('slow'));
    // First of all: a request that is destroyed reports that as an error.
    outgoing.on(
      'error',
      guarded('outgoing request', () => fail('unreachable')),
    );
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) return fail('cancelled');
    outgoing.on(
      'response',
      guarded('outgoing request', (response: IncomingMessage) => {
        const status = response.statusCode ?? 0;
        response.on(
          'error',
          guarded('outgoing request', () => fail('cut')),
        );
        // A redirection is not followed: the operator named where the body may go.
        if (status >= 300 && status < 400) return fail('redirect');
        if (status !== 200 && !(anySuccess && status > 200 && status < 300)) return fail('status', status);
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on(
          'data',
          guarded('outgoing request', (chunk: Buffer) => {
            bytes += chunk.length;
            if (bytes > maxBytes) return fail('too-big');
            chunks.push(chunk);
          }),
        );
        response.on(
          'end',
          guarded('outgoing request', () => {
            if (!response.complete) return fail('cut');
            settle(() => resolve(Buffer.concat(chunks)));
          }),
        );
        response.on(
          'close',
          guarded('outgoing request', () => fail('cut')),
        );
      }),
    );
    for (const part of parts) outgoing.write(part);
    outgoing.end();
  });
}

/** What is not encrypted goes to this machine or a private network, whatever a name resolves to. */
const privateOnly: LookupFunction = (hostname, options, callback) => {
  resolveHost(hostname, { ...options, all: true }, (error, addresses) => {
    const allowed = (addresses ?? []).filter(({ address }) => isPrivateAddress(address));
    const [first] = allowed;
    if (error !== null || first === undefined) {
      callback(error ?? Object.assign(new Error('not a private address'), { code: 'EADDRNOTAVAIL' }), '');
    } else if (options.all === true) callback(null, allowed);
    else callback(null, first.address, first.family);
  });
};
