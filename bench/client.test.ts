import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clientFrame, FrameReader, PONG, TEXT } from './client.ts';

/** A server's frame: as a client's, without the mask. */
function serverFrame(opcode: number, payload: string): Buffer {
  const bytes = Buffer.from(payload);
  if (bytes.length < 126) return Buffer.concat([Buffer.from([0x80 | opcode, bytes.length]), bytes]);
  const long = bytes.length > 0xffff;
  const head = Buffer.alloc(long ? 10 : 4);
  head[0] = 0x80 | opcode;
  head[1] = long ? 127 : 126;
  if (long) head.writeBigUInt64BE(BigInt(bytes.length), 2);
  else head.writeUInt16BE(bytes.length, 2);
  return Buffer.concat([head, bytes]);
}

it.each(['', 'Hello', 'x'.repeat(125), 'y'.repeat(126), 'z'.repeat(65_535), '0'.repeat(65_536)])(
  'masks a payload',
  (text) => {
    const frame = clientFrame(TEXT, text);
    expect(frame[0]).toBe(0x81);
    expect(frame[1]! & 0x80).toBe(0x80);
    const start = text.length < 126 ? 6 : text.length > 0xffff ? 14 : 8;
    const mask = frame.subarray(start - 4, start);
    const unmasked = frame.subarray(start).map((byte, at) => byte ^ mask[at % 4]!);
    expect(Buffer.from(unmasked).toString()).toBe(text);
  },
);

it('reads the frames of a stream in chunks of any size', () => {
  const texts = ['', '{"type":"pong"}', 'x'.repeat(126), 'y'.repeat(70_000)];
  const stream = Buffer.concat([...texts.map((text) => serverFrame(TEXT, text)), serverFrame(PONG, 'p')]);
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length - 1), { maxLength: 20 }), (cuts) => {
      const reader = new FrameReader();
      const ends = [...cuts.toSorted((a, b) => a - b), stream.length];
      const frames = ends.flatMap((end, at) =>
        [...reader.read(stream.subarray(ends[at - 1] ?? 0, end))].map((frame) => [
          frame.opcode,
          frame.payload.toString(),
        ]),
      );
      expect(frames).toEqual([...texts.map((text) => [TEXT, text]), [PONG, 'p']]);
    }),
  );
});
