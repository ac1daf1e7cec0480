import { type Clock, systemClock } from '../../lib/clock.ts';
import type { Terminal } from '../terminal.ts';

/** Fewer records load so fast that no progress is shown. */
const MIN_SHOWN = 1_000;
const WIDTH = 30;
/** Milliseconds between two redraws of the bar. */
const REDRAW_INTERVAL_MS = 100;

export interface LoadProgress {
  /** @param written records and dictionary items written so far @param all how many there are */
  onProgress(written: number, all: number): void;
  /** Removes the bar. Call it before printing anything else. */
  clear(): void;
}

/** Shows the progress of loading on standard error: a bar in a terminal, one line elsewhere, such as in a log. */
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
