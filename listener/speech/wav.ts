/** WAV files of 16-bit PCM: what recognition servers take, and what some clients wrap their audio in. */

/** Samples a second of everything behind the reader. */
export const SAMPLE_RATE = 16_000;

/** How samples are laid out in a stream of bytes. */
export interface WavFormat {
  /** Samples of a channel a second. */
  readonly rate: number;
  readonly channels: number;
}

const HEADER_BYTES = 44;
/** Chunks before the samples, as lists of titles, are short. */
const MAX_HEADER_BYTES = 4_096;

/** @returns a WAV file, mono @param pcm 16-bit little-endian samples */
export function toWav(pcm: Uint8Array, rate = SAMPLE_RATE): Buffer {
  return Buffer.concat([wavHeader(pcm.length, rate), pcm]);
}

/** What stands before the samples, mono. @param bytes of them */
export function wavHeader(bytes: number, rate = SAMPLE_RATE): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(HEADER_BYTES - 8 + bytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(bytes, 40);
  return header;
}

export type WavHeader =
  | { readonly kind: 'none' }
  /** It goes on in bytes that have not come yet. */
  | { readonly kind: 'partial' }
  /** Where the samples begin; their format is undefined if it is not 16-bit PCM. */
  | { readonly kind: 'header'; readonly samplesAt: number; readonly format: WavFormat | undefined };

/** Reads the header of a WAV file that starts at the first byte. */
export function readWavHeader(bytes: Uint8Array): WavHeader {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, MAX_HEADER_BYTES));
  const start = head.toString('latin1', 0, 4);
  if (start === '' || !'RIFF'.startsWith(start)) return { kind: 'none' };
  const more: WavHeader = bytes.length < MAX_HEADER_BYTES ? { kind: 'partial' } : { kind: 'none' };
  if (head.length < 12) return more;
  if (head.toString('latin1', 8, 12) !== 'WAVE') return { kind: 'none' };
  let format: WavFormat | undefined;
  for (let at = 12; at + 8 <= head.length; ) {
    const name = head.toString('latin1', at, at + 4);
    const size = head.readUInt32LE(at + 4);
    if (name === 'data') return { kind: 'header', samplesAt: at + 8, format };
    if (name === 'fmt ' && at + 24 <= head.length) format = readFormat(head, at + 8);
    at += 8 + size + (size % 2);
  }
  return more;
}

/** 1 is PCM; 0xfffe says that more follows, which is PCM again in what microphones write. */
const PCM_TAGS = [1, 0xfffe];

function readFormat(head: Buffer, at: number): WavFormat | undefined {
  const [tag, channels, rate, bits] = [
    head.readUInt16LE(at),
    head.readUInt16LE(at + 2),
    head.readUInt32LE(at + 4),
    head.readUInt16LE(at + 14),
  ];
  const isUsable = PCM_TAGS.includes(tag) && bits === 16 && channels >= 1 && channels <= 8;
  return isUsable && isSampleRate(rate) ? { rate, channels } : undefined;
}

/** How long a WAV file plays, ms; 0 if it says no rate. */
export function playTimeOf(file: Buffer): number {
  const header = readWavHeader(file);
  if (header.kind !== 'header' || header.format === undefined) return 0;
  const { rate, channels } = header.format;
  return ((file.length - header.samplesAt) / (2 * channels * rate)) * 1_000;
}

/** Whether a client's word for its rate can be meant. */
export function isSampleRate(rate: number): boolean {
  return Number.isFinite(rate) && rate >= 8_000 && rate <= 192_000;
}
