import type { Page } from '@playwright/test';

/** Frames a second that a page draws, counted by itself over so many ms. */
export async function framesPerSecond(page: Page, ms: number): Promise<number> {
  await page.bringToFront();
  // As text: this program is compiled without a browser's types.
  return page.evaluate<number>(`new Promise((resolve) => {
    const from = performance.now();
    let frames = 0;
    const frame = () => {
      frames += 1;
      const took = performance.now() - from;
      if (took < ${ms}) requestAnimationFrame(frame);
      else resolve((frames * 1000) / took);
    };
    requestAnimationFrame(frame);
  })`);
}
