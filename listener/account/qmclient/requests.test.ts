import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeRequest, FUNCTION, type Request } from './requests.ts';

import { anyRequest } from './testing/arbitrary.ts';
import { decodeRequest } from './testing/request-decoder.ts';
import { transcripts } from './testing/transcript.ts';
import type { TransportKind } from './transport.ts';

const encode = (request: Request) =>
  encodeRequest<TransportKind>(request.function === 'localLogin' ? 'pipe' : 'tcp', request);

/** In a call QM's client pads with whatever its memory held; we pad with zeros, and nobody reads them. */
function withZeroPads(packet: Buffer): Buffer {
  if (packet.readInt16LE(4) !== FUNCTION.call) return packet;
  const clean = Buffer.from(packet);
  const pad = (end: number, length: number) => {
    if (length % 2 === 0) return end;
    clean[end] = 0;
    return end + 1;
  };
  const nameLength = packet.readInt16LE(6);
  let at = pad(8 + nameLength, nameLength) + 2;
  while (at < packet.length) {
    const length = packet.readInt32LE(at);
    at = pad(at + 4 + length, length);
  }
  return clean;
}

describe('the request encoder', () => {
  it.each(transcripts())('makes the very bytes QM’s own client sent: $name', ({ sent }) => {
    const packets = sent.filter(({ from }) => from === 'client').map(({ bytes }) => bytes);
    expect(packets.length).toBeGreaterThan(0);
    for (const packet of packets) {
      expect(encode(decodeRequest(packet)).toString('hex')).toBe(withZeroPads(packet).toString('hex'));
    }
  });

  it('loses nothing: decode(encode(x)) = x', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        expect(decodeRequest(encode(request))).toEqual(request);
      }),
    );
  });

  it('has no number for the functions that act on the wrong file', () => {
    expect(Object.values(FUNCTION).filter((number) => number >= 31 && number <= 33)).toEqual([]);
  });

  it('makes no local login for TCP, by type and by deed', () => {
    // @ts-expect-error a local login is no Request<'tcp'>
    const attempt = () => encodeRequest('tcp', { function: 'localLogin' });
    expect(attempt).toThrow(expect.objectContaining({ code: 'NOT_SUPPORTED' }));
  });

  it.each<[string, Request]>([
    ['an empty subroutine name', { function: 'call', subroutine: '', args: [] }],
    ['a subroutine name of 64 bytes', { function: 'call', subroutine: 'S'.repeat(64), args: [] }],
    ['256 arguments', { function: 'call', subroutine: 'S', args: Array(256).fill('') }],
    ['an account of 33 bytes', { function: 'account', name: 'A'.repeat(33) }],
    ['a password of 33 bytes', { function: 'login', username: 'u', password: 'secret'.repeat(6) }],
  ])('refuses %s, and does not repeat it', (_, request) => {
    expect(() => encode(request)).toThrow(expect.objectContaining({ code: 'BAD_STATEMENT' }));
    expect(() => encode(request)).not.toThrow(/secret/);
  });

  it('refuses text that is not bytes', () => {
    expect(() => encode({ function: 'execute', statement: 'LIST \u2603' })).toThrow(
      expect.objectContaining({ code: 'BAD_VALUE' }),
    );
  });
});
