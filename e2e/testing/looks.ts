import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './browser.ts';

/** Pictures of a screen for a person to look at, and what axe finds wrong with it. */

export type Scheme = 'light' | 'dark';

const FOLDER = path.resolve(import.meta.dirname, '../screenshots');
/** From the tray's pop-up to a whole screen. */
const SIZES = {
  narrow: { width: 336, height: 600 },
  medium: { width: 1_024, height: 768 },
  large: { width: 1_920, height: 1_080 },
} as const;

/** Takes a picture at each width in each color scheme, and checks that nothing overflows and that axe finds nothing. */
export async function checkLooks(page: Page, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      // Two frames: charts and long lists measure themselves, then draw.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60))));
      const file = path.join(FOLDER, `${name}-${size}-${scheme}.png`);
      await page.screenshot({ path: file, animations: 'disabled' });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, `${name} at ${viewport.width}`).toBe(viewport.width);
    }
    expect(await findFaults(page, scheme), `${name} ${scheme}`).toEqual([]);
  }
  await page.emulateMedia({ forcedColors: 'active' });
  await page.screenshot({ path: path.join(FOLDER, `${name}-forced-colors.png`), animations: 'disabled' });
  await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' });
}

/** @param parts selectors of the parts to check; none means everything */
export async function findFaults(
  page: Page,
  scheme: Scheme,
  parts: readonly string[] = [],
): Promise<string[]> {
  // Fluent UI's focus guards take the focus only to pass it on.
  const axe = new AxeBuilder({ page }).exclude('[data-tabster-dummy]');
  for (const part of parts) axe.include(part);
  if (scheme === 'dark') axe.withRules('color-contrast');
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
