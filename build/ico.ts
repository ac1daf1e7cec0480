/** Widths and heights that Windows shows an icon in, pixels. */
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
