import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../rooms.ts';
import { drawn } from '../tray-icons.ts';

/** Widths and heights that Windows shows an icon in, pixels. */
export const ICON_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256];

/** The program's icon in one size, as PNG. */
export async function iconPng(size: number): Promise<Uint8Array> {
  const svg = readFileSync(path.join(ROOT, 'renderer/public/icon.svg'), 'utf8');
  return (await drawn(svg, size)).png;
}

const HEADER_BYTES = 6;
const ENTRY_BYTES = 16;

/** The program's icon as Windows takes it: every size as PNG behind a list of them. */
export async function icoFile(): Promise<Uint8Array> {
  const images = await Promise.all(ICON_SIZES.map(async (size) => ({ size, png: await iconPng(size) })));
  const list = Buffer.alloc(HEADER_BYTES + ENTRY_BYTES * images.length);
  // Reserved, type 1 (icon), count.
  list.writeUInt16LE(1, 2);
  list.writeUInt16LE(images.length, 4);
  let offset = list.length;
  for (const [index, { size, png }] of images.entries()) {
    const entry = HEADER_BYTES + ENTRY_BYTES * index;
    // 0 stands for 256.
    list.writeUInt8(size % 256, entry);
    list.writeUInt8(size % 256, entry + 1);
    // Planes, bits a pixel, bytes, place.
    list.writeUInt16LE(1, entry + 4);
    list.writeUInt16LE(32, entry + 6);
    list.writeUInt32LE(png.length, entry + 8);
    list.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([list, ...images.map(({ png }) => png)]);
}
