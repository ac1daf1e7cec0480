import { type Clock, systemClock } from '../../lib/clock.ts';
import { groupThousands } from '../../lib/text.ts';
import type { Terminal } from '../terminal.ts';

/** Milliseconds between two redraws. */
const REDRAW_INTERVAL_MS = 100;

/** Shows on one line of a terminal what is being done; elsewhere, such as in a log, nothing. */
export class Progress {
  readonly #terminal: Pick<Terminal, 'err' | 'canRedraw'>;
  readonly #clock: Pick<Clock, 'monotonic'>;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #isDrawn = false;

  constructor(terminal: Pick<Terminal, 'err' | 'canRedraw'>, clock: Pick<Clock, 'monotonic'> = systemClock) {
    this.#terminal = terminal;
    this.#clock = clock;
  }

  /** @param text as `Reading records` */
  show(text: string, count: number): void {
    if (this.#terminal.canRedraw !== true) return;
    const now = this.#clock.monotonic();
    if (now - this.#drawnAt < REDRAW_INTERVAL_MS) return;
    this.#drawnAt = now;
    this.#isDrawn = true;
    this.#terminal.err(`\r\u001b[K${text}: ${groupThousands(String(count))}`);
  }

  /** Removes the line. Call it before printing anything else. */
  clear(): void {
    if (this.#isDrawn) this.#terminal.err('\r\u001b[K');
    this.#isDrawn = false;
    this.#drawnAt = Number.NEGATIVE_INFINITY;
  }
}
