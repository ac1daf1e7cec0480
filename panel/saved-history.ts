import path from 'node:path';
import { historyFileOfPort } from '../contract/home-files.ts';
import { MAX_HISTORY_BYTES, parseHistory } from '../contract/saved-history.ts';
import type { History } from '../contract/status.ts';
import type { Clock } from '../lib/clock.ts';
import { readTextFileSync } from '../lib/read-file.ts';

/**
 * The figures that the last listener on a port has saved, as far as the charts still show them; empty if there are none that
 * can be read. The next listener says what is wrong with a damaged file.
 */
export function savedHistory(home: string, port: number, clock: Pick<Clock, 'now'>): History {
  try {
    const text = readTextFileSync(path.join(home, historyFileOfPort(port)), MAX_HISTORY_BYTES);
    return parseHistory(text, clock.now());
  } catch {
    return { seconds: [], tenSeconds: [], minutes: [] };
  }
}
