import { trimEnd } from '../../../lib/linear-text.ts';
import type { QmText } from '../text.ts';

/** Characters across and lines down of the page QM prints on for a client. */
export const PAGE_WIDTH = 79;
export const PAGE_LINES = 24;
/** Columns a page heading leaves free at least. */
const NUMBER_ROOM = 10;

/** Collects the lines of a report, with a heading on every page. Blank lines on top of a page are left out. */
export class Pages {
  readonly lines: QmText[] = [];
  readonly #heading: QmText | undefined;
  readonly #columnHeadings: readonly QmText[];
  readonly #paged: boolean;
  /** Lines on this page, its headings with them; undefined before the first. */
  #used: number | undefined;
  #number = 1;

  /** `heading` is the statement; undefined without one. Not `paged`: one page without end. */
  constructor(heading: QmText | undefined, columnHeadings: readonly QmText[], paged: boolean) {
    this.#heading = heading;
    this.#columnHeadings = columnHeadings;
    this.#paged = paged;
  }

  /** Adds a line; spaces at its end are dropped. */
  emit(text: QmText): void {
    const line = trimEnd(text, ' ');
    if (this.#paged && this.#used === PAGE_LINES) {
      this.#used = undefined;
      this.#number += 1;
    }
    if (this.#used === undefined) this.#begin();
    if (line === '' && this.#used === this.#headingLines) return;
    this.lines.push(line);
    this.#used = (this.#used ?? 0) + 1;
  }

  get #headingLines(): number {
    return this.#columnHeadings.length + (this.#heading === undefined ? 0 : 1);
  }

  #begin(): void {
    if (this.#heading !== undefined) {
      const number = `Page ${this.#number}`;
      const text = this.#heading.slice(0, PAGE_WIDTH - NUMBER_ROOM);
      this.lines.push(text.padEnd(PAGE_WIDTH - number.length) + number);
    }
    this.lines.push(...this.#columnHeadings);
    this.#used = this.#headingLines;
  }
}
