/** Apple's names for a picture of so many pixels (https://en.wikipedia.org/wiki/Apple_Icon_Image_format). */
export const ICNS_TYPES = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1_024],
] as const;

export interface IcnsImage {
  readonly type: string;
  readonly png: Uint8Array;
}

const HEADER_BYTES = 8;

/** An icon as macOS takes it: one picture as PNG behind the other, each with its name and length. */
export function icnsOf(images: readonly IcnsImage[]): Uint8Array {
  const parts = images.map(({ type, png }) => Buffer.concat([headed(type, png.length), png]));
  const body = Buffer.concat(parts);
  return Buffer.concat([headed('icns', body.length), body]);
}

function headed(type: string, bytes: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(type, 'latin1');
  header.writeUInt32BE(HEADER_BYTES + bytes, 4);
  return header;
}
