import { existsSync } from 'node:fs';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { expect } from './browser.ts';

/** Debian's own first: its release with extended support is what servers have. */
const PLACES = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
];

/** The Firefox of the specs; `HAL_E2E_FIREFOX` overrides it. Undefined if there is none. */
export function findFirefox(): string | undefined {
  const named = process.env.HAL_E2E_FIREFOX;
  if (named !== undefined && named !== '') return named;
  return PLACES.find((place) => existsSync(place));
}

/** Playwright drives a Firefox of its own only, so an unchanged one is driven by WebDriver BiDi. */
export function launchFirefox(executablePath: string): Promise<Browser> {
  return launch({
    browser: 'firefox',
    protocol: 'webDriverBiDi',
    executablePath,
    // A first start on a busy machine takes longer than the default of 30 s.
    timeout: 90_000,
    extraPrefsFirefox: {
      // A page opens when it is asked for; nothing else is fetched from anywhere.
      'app.update.disabledForTesting': true,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
    },
  });
}

/** A page of the panel in Firefox, with what it reports as wrong; violations of the Content Security Policy are errors of the page there. */
export class FirefoxPage {
  readonly page: Page;
  readonly faults: string[] = [];

  static async open(browser: Browser, link: string, width = 1_280, height = 800): Promise<FirefoxPage> {
    const page = await browser.newPage();
    const opened = new FirefoxPage(page);
    await page.setViewport({ width, height });
    await page.goto(link);
    return opened;
  }

  private constructor(page: Page) {
    this.page = page;
    page.on('console', (message) => {
      if (['error', 'assert'].includes(message.type())) this.faults.push(message.text());
    });
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('requestfailed', (request) => this.faults.push(`failed: ${request.url()}`));
  }

  /** What is shown where a selector leads; undefined where nothing is. */
  text(selector: string): Promise<string | undefined> {
    return this.page.evaluate((where) => document.querySelector<HTMLElement>(where)?.innerText, selector);
  }

  /** Waits until the first element that a selector leads to shows a text. */
  async shows(selector: string, text: string | RegExp): Promise<void> {
    const what = expect.poll(async () => (await this.text(selector)) ?? '', { timeout: 60_000 });
    await (typeof text === 'string' ? what.toContain(text) : what.toMatch(text));
  }

  /** Clicks what a selector leads to once it is there, steady and enabled. */
  async click(selector: string): Promise<void> {
    await this.page.locator(selector).setTimeout(60_000).click();
  }

  /** Opens a screen by its tab. */
  async openScreen(screen: string): Promise<void> {
    const tab = `nav [role="tab"][value="${screen}"]`;
    await this.page.waitForSelector(tab);
    const hasRoom = await this.page.$eval(
      tab,
      (each) => (each as HTMLElement).offsetWidth > 0 && !each.hasAttribute('data-overflowing'),
    );
    // Tabs that have no room are in a menu.
    if (hasRoom) await this.click(tab);
    else {
      await this.click('[aria-label="More screens"]');
      await this.click(`[role="menuitem"]::-p-text(${labelOf(screen)})`);
    }
    await this.page.waitForSelector(`${tab}[aria-selected="true"]`);
  }

  /** The texts of all elements that a selector leads to. */
  texts(selector: string): Promise<string[]> {
    return this.page.$$eval(selector, (all) => all.map((each) => (each as HTMLElement).innerText));
  }
}

function labelOf(screen: string): string {
  if (screen === 'setup') return 'Set up';
  return screen === 'qm' ? 'QM' : `${screen.charAt(0).toUpperCase()}${screen.slice(1)}`;
}
