import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { toPalettePng } from '../../build/palette-png.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Whether the pictures of the documents are renewed (`npm run pictures`); else they are for whoever runs the specs. */
export const RENEWS_PICTURES = process.env.UPDATE_PICTURES === '1';

const FOLDER = path.join(ROOT, RENEWS_PICTURES ? 'docs/pictures' : 'e2e/screenshots');

/** As a window of a part of the screen, as a window of a whole one, and as the tray's. */
export const PICTURE_SIZES = {
  medium: { width: 1_000, height: 700 },
  large: { width: 1_600, height: 1_000 },
  tray: { width: 420, height: 640 },
} as const;

export function savePicture(name: string, png: Buffer): void {
  writeFileSync(path.join(FOLDER, `${name}.png`), toPalettePng(png));
}

/** Takes a picture of what is seen of a page. */
export async function takePicture(page: Page, name: string): Promise<void> {
  // Where the mouse is, no tooltip covers what is pictured.
  await page.mouse.move(0, 0);
  // Two frames: charts and long lists measure themselves, then draw.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
  savePicture(name, await page.screenshot({ animations: 'disabled' }));
}

/** Takes a picture of a screen of the panel in a size and color scheme, which its name tells. */
export async function takeScreenPicture(
  page: Page,
  name: string,
  size: keyof typeof PICTURE_SIZES,
  scheme: 'light' | 'dark',
): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize(PICTURE_SIZES[size]);
  await takePicture(page, `panel-${name}-${size}-${scheme}`);
}
