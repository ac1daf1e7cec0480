/** Icon sizes that Windows uses, pixels. */
export const ICON_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256];

export interface IcoImage {
  /** Width and height, pixels. */
  readonly size: number;
  readonly png: Uint8Array;
}

const HEADER_BYTES = 6;
const ENTRY_BYTES = 16;

/** A Windows icon file: every size as PNG, preceded by a directory. */
export function icoOf(images: readonly IcoImage[]): Uint8Array {
  const list = Buffer.alloc(HEADER_BYTES + ENTRY_BYTES * images.length);
  // Reserved, type 1 (icon), count.
  list.writeUInt16LE(1, 2);
  list.writeUInt16LE(images.length, 4);
  let offset = list.length;
  for (const [index, { size, png }] of images.entries()) {
    const entry = HEADER_BYTES + ENTRY_BYTES * index;
    // 0 means 256.
    list.writeUInt8(size % 256, entry);
    list.writeUInt8(size % 256, entry + 1);
    // Planes, bits per pixel, bytes, offset.
    list.writeUInt16LE(1, entry + 4);
    list.writeUInt16LE(32, entry + 6);
    list.writeUInt32LE(png.length, entry + 8);
    list.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([list, ...images.map(({ png }) => png)]);
}

/** Apple's types by image size in pixels (https://en.wikipedia.org/wiki/Apple_Icon_Image_format). */
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

const ICNS_HEADER_BYTES = 8;

/** A macOS icon file: PNG images, each preceded by its type and length. */
export function icnsOf(images: readonly IcnsImage[]): Uint8Array {
  const parts = images.map(({ type, png }) => Buffer.concat([icnsHeader(type, png.length), png]));
  const body = Buffer.concat(parts);
  return Buffer.concat([icnsHeader('icns', body.length), body]);
}

function icnsHeader(type: string, bytes: number): Buffer {
  const header = Buffer.alloc(ICNS_HEADER_BYTES);
  header.write(type, 'latin1');
  header.writeUInt32BE(ICNS_HEADER_BYTES + bytes, 4);
  return header;
}
