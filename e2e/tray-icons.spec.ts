import { renderSvg, trayIconSvg } from '../build/tray-icons.ts';
import type { TrayIconName, TrayTheme } from '../electron/tray-appearance.ts';

import { expect, test } from './testing/browser.ts';
import { savePicture } from './testing/picture.ts';

/** Takes a screenshot of every tray icon on every taskbar, pixel for pixel. */

const SIZES = [16, 20, 24, 32] as const;
const ENLARGED = 4;
const MEANINGS: Readonly<Record<TrayIconName, string>> = {
  running: 'Running',
  busy: 'Starting, draining',
  attention: 'Failed, not responding, no database',
  stopped: 'Stopped',
};
const STYLE = `
  body { margin: 0; padding: 16px; background: #fff; color: #1c1f21; font: 14px system-ui, sans-serif; width: max-content; }
  table { border-collapse: collapse; } th { font-weight: 400; text-align: left; padding: 0 16px 0 0; }
  td { padding: 10px 14px; } td > * { vertical-align: middle; margin: 0 7px; } td + td { border-left: 8px solid #fff; }
  .light { background: #eef1f3; } .dark { background: #1f2326; }
  .enlarged { width: ${16 * ENLARGED}px; image-rendering: pixelated; }
  .grey { filter: grayscale(1); }`;

async function image(icon: TrayIconName, theme: TrayTheme, size: number, kind = ''): Promise<string> {
  const { png } = await renderSvg(trayIconSvg(icon, theme), size);
  const source = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  return `<img class="${kind}" data-size="${size}" src="${source}" alt="">`;
}

async function taskbar(icon: TrayIconName, theme: 'light' | 'dark'): Promise<string> {
  const images = await Promise.all([
    ...SIZES.map((size) => image(icon, theme, size)),
    image(icon, theme, 16, 'enlarged'),
    image(icon, theme, 16, 'enlarged grey'),
  ]);
  return `<td class="${theme}">${images.join('')}</td>`;
}

test('every tray icon on light and dark taskbars', async ({ openPage }) => {
  const rows: string[] = [];
  for (const icon of Object.keys(MEANINGS) as TrayIconName[]) {
    const bars = [await taskbar(icon, 'light'), await taskbar(icon, 'dark')];
    rows.push(`<tr><th>${MEANINGS[icon]}</th>${bars.join('')}</tr>`);
  }
  const page = await openPage({ width: 1_100, height: 480 });
  await page.setContent(`<!doctype html><style>${STYLE}</style><table>${rows.join('')}</table>`);
  const images = page.locator('img');
  await expect(images).toHaveCount(4 * 2 * (SIZES.length + 2));
  const wrong = await images.evaluateAll((all: HTMLImageElement[]) =>
    all.filter(({ naturalWidth, dataset }) => String(naturalWidth) !== dataset.size).map(({ src }) => src),
  );
  expect(wrong).toEqual([]);
  savePicture('tray-icons', await page.locator('body').screenshot());
});
