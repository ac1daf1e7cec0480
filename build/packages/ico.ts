import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ICON_SIZES, icoOf } from '../icon-files.ts';
import { ROOT } from '../rooms.ts';
import { renderSvg } from '../tray-icons.ts';

/** The program's icon in one size, as PNG. */
export async function iconPng(size: number): Promise<Uint8Array> {
  const svg = readFileSync(path.join(ROOT, 'renderer/public/icon.svg'), 'utf8');
  return (await renderSvg(svg, size)).png;
}

/** The program's Windows icon. */
export async function icoFile(): Promise<Uint8Array> {
  return icoOf(await Promise.all(ICON_SIZES.map(async (size) => ({ size, png: await iconPng(size) }))));
}
