import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  argumentsOf,
  fileNoOf,
  idsOf,
  linesOf,
  REPLY_HEADER_BYTES,
  type Reply,
  ReplyDecoder,
  WireError,
} from './replies.ts';
import { anyReply } from './testing/arbitrary.ts';
import { encodeReply, reply } from './testing/reply-encoder.ts';
import { answersOf, transcripts } from './testing/transcript.ts';

describe('the bodies of answers', () => {
  it('returns a call’s arguments, unchanged ones as they were', () => {
    // The recorded answer of T.SUB(left, right, "").
    const body = Buffer.from('02000500000052494748542003000a0000006c6566742d7269676874', 'hex');
    expect(argumentsOf(body, ['left', 'right', ''])).toEqual(['left', 'RIGHT', 'left-right']);
    expect(argumentsOf(Buffer.alloc(0), ['left'])).toEqual(['left']);
  });

  it('throws its own error for anything else, and never reads past the end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          expect(argumentsOf(Buffer.from(bytes), ['a', 'b'])).toHaveLength(2);
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('divides lines and ids at field marks', () => {
    expect(linesOf(Buffer.from('a\u00feb\u00fdc\u00fe', 'latin1'))).toBe('a\nb\u00fdc');
    expect(idsOf(Buffer.from('M1\u00feM2', 'latin1'))).toEqual(['M1', 'M2']);
    expect(idsOf(Buffer.alloc(0))).toEqual([]);
  });

  it('accepts only file numbers from 1 up', () => {
    expect(fileNoOf(Buffer.from([1, 0]))).toBe(1);
    for (const wrong of [[], [0, 0], [1], [1, 0, 0], [0xff, 0xff]]) {
      expect(() => fileNoOf(Buffer.from(wrong))).toThrow(WireError);
    }
  });
});

function decode(chunks: readonly Uint8Array[], largest?: number): readonly Reply[] {
  const decoder = new ReplyDecoder(largest);
  const replies = chunks.flatMap((chunk) => decoder.push(chunk));
  decoder.end();
  return replies;
}

function fault(run: () => unknown): WireError {
  try {
    run();
  } catch (error) {
    if (error instanceof WireError) return error;
    throw error;
  }
  throw new Error('no error');
}

const text = (words: string) => Buffer.from(words, 'latin1');

describe('the reply decoder', () => {
  it.each(transcripts())('decodes every recorded reply, however it is split: $name', (transcript) => {
    for (const bytes of answersOf(transcript)) {
      const [whole, ...more] = decode([bytes]);
      expect(more).toEqual([]);
      expect(whole && encodeReply(whole).equals(bytes)).toBe(true);
      for (let at = 0; at <= bytes.length; at += 1) {
        const [split] = decode([bytes.subarray(0, at), bytes.subarray(at)]);
        if (!split || !encodeReply(split).equals(bytes)) throw new Error(`split at ${at}`);
      }
      expect(decode([...bytes].map((byte) => Buffer.of(byte)))).toEqual([whole]);
    }
  });

  it('loses nothing, in any chunks: decode(encode(x)) = x', () => {
    const chunked = fc.tuple(fc.array(anyReply, { maxLength: 4 }), fc.array(fc.nat(40), { maxLength: 60 }));
    fc.assert(
      fc.property(chunked, ([replies, sizes]) => {
        const bytes = Buffer.concat(replies.map(encodeReply));
        const chunks: Buffer[] = [];
        let at = 0;
        for (const size of sizes) {
          chunks.push(bytes.subarray(at, at + size));
          at = Math.min(bytes.length, at + size);
        }
        expect(decode([...chunks, bytes.subarray(at)])).toEqual(replies);
      }),
    );
  });

  it('throws its own error or nothing, and never waits for more than its cap', () => {
    const largest = 300;
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 30 }), (chunks) => {
        const decoder = new ReplyDecoder(largest);
        let waiting = 0;
        try {
          for (const chunk of chunks) {
            waiting = decoder.push(chunk).length > 0 ? chunk.length : waiting + chunk.length;
            expect(waiting).toBeLessThan(largest + 64);
          }
          decoder.end();
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
          expect(fault(() => decoder.push(Buffer.of(1)))).toBe(error);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('believes lengths from 10 to its cap', () => {
    const length = (bytes: number) => {
      const header = Buffer.alloc(REPLY_HEADER_BYTES);
      header.writeInt32LE(bytes);
      return header;
    };
    expect(decode([length(10)])).toEqual([reply()]);
    expect(new ReplyDecoder(100).push(length(100))).toEqual([]);
    for (const wrong of [9, 0, -1, 101, 2 ** 31 - 1]) {
      expect(fault(() => new ReplyDecoder(100).push(length(wrong).subarray(0, 4))).fault).toBe('length');
    }
  });

  it('rejects an unknown server_error as soon as it arrives', () => {
    for (const wrong of [6, -1]) {
      const header = Buffer.from([20, 0, 0, 0, 0, 0]);
      header.writeInt16LE(wrong, 4);
      expect(fault(() => new ReplyDecoder().push(header)).fault).toBe('server-error');
    }
  });

  it('recognizes the message of a QM that is not started, in one chunk, byte by byte, and without its line end', () => {
    const words = text('ScarletDME has not been started\n');
    const wanted = { fault: 'not-started', message: 'ScarletDME has not been started' };
    expect(fault(() => decode([words]))).toMatchObject(wanted);
    expect(fault(() => decode([...words].map((byte) => Buffer.of(byte))))).toMatchObject(wanted);
    expect(fault(() => decode([words.subarray(0, -1)]))).toMatchObject(wanted);
  });

  it('reports other text as text, and at most 256 bytes of it', () => {
    expect(fault(() => decode([text('sh: lp: Permission denied\n')]))).toMatchObject({
      fault: 'text',
      message: 'unexpected text instead of a reply: sh: lp: Permission denied',
    });
    expect(fault(() => new ReplyDecoder().push(text('x'.repeat(9_000)))).message.length).toBeLessThan(300);
  });

  it('reports bytes that end inside a reply', () => {
    const bytes = encodeReply(reply('hello'));
    for (let at = 1; at < bytes.length; at += 1) {
      expect(fault(() => decode([bytes.subarray(0, at)])).fault).toBe('ended');
    }
  });
});
