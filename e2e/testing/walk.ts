import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect } from './browser.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** UPDATE_PICTURES=1 renews those of the documents. */
const FOLDER = path.join(ROOT, process.env.UPDATE_PICTURES === '1' ? 'docs/pictures' : 'e2e/screenshots');
/** More clicks are no walk. */
const MAX_CLICKS = 9;

/** A task that an operator does in the panel, with its clicks counted and its steps pictured. */
export class Walk {
  readonly #page: Page;
  readonly #name: string;
  #pictures = 0;
  #clicks = 0;

  constructor(page: Page, name: string) {
    this.#page = page;
    this.#name = name;
  }

  async click(what: Locator): Promise<void> {
    this.#clicks += 1;
    expect(this.#clicks, 'clicks of the walk').toBeLessThanOrEqual(MAX_CLICKS);
    await what.click();
  }

  /** Opens a screen by its tab, or by the menu of those that have no room. */
  async open(tab: string): Promise<void> {
    await this.click(this.#page.getByRole('tab', { name: tab, exact: true }));
  }

  /** @param whole the whole page, else what is seen of it first */
  async picture(whole = false): Promise<void> {
    this.#pictures += 1;
    const file = path.join(FOLDER, `tour-${this.#name}-${this.#pictures}.png`);
    // Where the mouse is, no tooltip covers what is pictured.
    await this.#page.mouse.move(0, 0);
    await this.#page.screenshot({ path: file, fullPage: whole, animations: 'disabled' });
  }
}
