import type { Locator, Page } from '@playwright/test';
import { expect } from './browser.ts';
import { takePicture } from './picture.ts';

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

  async picture(): Promise<void> {
    this.#pictures += 1;
    await takePicture(this.#page, `tour-${this.#name}-${this.#pictures}`);
  }
}
