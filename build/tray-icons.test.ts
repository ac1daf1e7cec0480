import { expect, it } from 'vitest';
import { TRAY_ICONS, TRAY_SIZES, TRAY_THEMES, type TrayIconName } from '../electron/tray-appearance.ts';

import { renderSvg, trayIconSvg } from './tray-icons.ts';

/** Which pixels are drawn at all, without their colors. */
async function shape(icon: TrayIconName, size: number): Promise<boolean[]> {
  const { pixels } = await renderSvg(trayIconSvg(icon, 'template'), size);
  return Array.from({ length: size * size }, (_, at) => (pixels[at * 4 + 3] ?? 0) > 127);
}

it('draws each icon with a shape of its own, at every size', async () => {
  for (const size of TRAY_SIZES) {
    const shapes = await Promise.all(TRAY_ICONS.map((icon) => shape(icon, size)));
    for (const [place, one] of shapes.entries()) {
      expect(one.filter(Boolean).length).toBeGreaterThan(size * size * 0.1);
      for (const other of shapes.slice(place + 1)) {
        const both = one.filter((on, at) => on && other[at]).length;
        const either = one.filter((on, at) => on || other[at]).length;
        expect(both / either).toBeLessThan(0.5);
      }
    }
  }
});

it('is dark on a light taskbar, light on a dark one, and black alone for macOS', async () => {
  const inks = await Promise.all(
    TRAY_THEMES.map(async (theme) => {
      const { pixels } = await renderSvg(trayIconSvg('running', theme), 32);
      const solid = pixels.findIndex((value, at) => at % 4 === 3 && value === 255);
      return [...pixels.slice(solid - 3, solid)];
    }),
  );
  expect(inks).toEqual([
    [28, 31, 33],
    [255, 255, 255],
    [0, 0, 0],
  ]);
  expect(trayIconSvg('attention', 'template')).not.toMatch(/#(?!000)/);
});
