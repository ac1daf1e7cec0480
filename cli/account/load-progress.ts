import { type Clock, systemClock } from '../../lib/clock.ts';
import type { Terminal } from '../terminal.ts';

/** Fewer records are loaded in a moment: nothing is shown. */
const MIN_SHOWN = 1_000;
const WIDTH = 30;
/** Ms between two drawings of the bar. */
const REDRAW_INTERVAL_MS = 100;

export interface LoadProgress {
  /** Records and dictionary items written by now, and of how many. */
  onProgress(written: number, all: number): void;
  /** Takes the bar away, before anything else is printed. */
  clear(): void;
}

/** The progress of loading, on standard error: a bar on a terminal, one line elsewhere, such as in a log. */
export function loadProgress(
  { err, canRedraw = false }: Pick<Terminal, 'err' | 'canRedraw'>,
  clock: Pick<Clock, 'monotonic'> = systemClock,
): LoadProgress {
  let isAnnounced = false;
  let isDrawn = false;
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    onProgress(written, all) {
      if (all < MIN_SHOWN) return;
      if (!canRedraw) {
        if (!isAnnounced) err(`Loading ${all} records and dictionary items ...\n`);
        isAnnounced = true;
        return;
      }
      const now = clock.monotonic();
      if (now - drawnAt < REDRAW_INTERVAL_MS && written < all) return;
      drawnAt = now;
      isDrawn = true;
      err(`\r${bar(written, all)}`);
    },
    clear() {
      if (isDrawn) err('\r\u001b[K');
      isDrawn = false;
    },
  };
}

function bar(written: number, all: number): string {
  const full = Math.floor((WIDTH * written) / all);
  const percent = String(Math.floor((100 * written) / all)).padStart(3);
  return `Loading [${'#'.repeat(full)}${'-'.repeat(WIDTH - full)}] ${percent} %  ${written} of ${all}`;
}
