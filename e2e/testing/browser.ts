import { type Browser, test as base, chromium, type Page } from '@playwright/test';
import { findChromium } from './chromium.ts';

/** Without these flags Chromium constantly contacts Google's hosts, which a closed network refuses. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Watched {
  /** Fails the test if the page's CSP was violated or a script failed. */
  readonly faults: string[];
  /** A page with a size and color scheme, checked like every page. */
  readonly openPage: (look?: Partial<Look>) => Promise<Page>;
}

interface Look {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  /** With reduced motion, as set in the desktop's settings. */
  readonly lessMotion: boolean;
}

export const test = base.extend<Watched, { browser: Browser; moreFlags: readonly string[] }>({
  /** Flags of a file's browser beside those of all. */
  moreFlags: [[], { scope: 'worker', option: true }],
  browser: [
    async ({ moreFlags }, use, info) => {
      const executablePath = findChromium();
      if (executablePath === undefined) {
        info.project.metadata.noBrowser = true;
        base.skip(true, 'no Chromium on this machine, and none could be had');
        return;
      }
      const browser = await chromium.launch({ executablePath, args: [...FLAGS, ...moreFlags] });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameters from the pattern.
  faults: async ({}, use) => {
    const faults: string[] = [];
    await use(faults);
    base.expect(faults).toEqual([]);
  },
  openPage: async ({ browser, faults }, use) => {
    const pages: Page[] = [];
    await use(async ({ width = 1_280, height = 800, scheme = 'light', lessMotion = false } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: scheme,
        reducedMotion: lessMotion ? 'reduce' : 'no-preference',
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const page = await context.newPage();
      pages.push(page);
      page.on('console', (message) => {
        if (/Content Security Policy|violat/i.test(message.text())) faults.push(message.text());
      });
      page.on('pageerror', (error) => faults.push(error.message));
      await page.addInitScript(() => {
        addEventListener('securitypolicyviolation', (violation) => {
          console.error(
            `violates the Content Security Policy: ${violation.violatedDirective} ${violation.blockedURI}`,
          );
        });
      });
      return page;
    });
    for (const page of pages) await page.context().close();
  },
});

export const { expect } = base;
