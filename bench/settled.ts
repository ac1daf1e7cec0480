import { setTimeout as sleep } from 'node:timers/promises';
import { residentBytes } from './process-figures.ts';

const POLL_INTERVAL_MS = 1_000;
/** A process whose memory moved less than this over `CALM_LOOKS` looks has settled. */
const CALM_BYTES = 512 * 1024;
const CALM_LOOKS = 5;
const PATIENCE_LOOKS = 30;

/** Memory in RAM once it no longer moves, in bytes: after a rush, V8 gives pages back in its own time. */
export async function waitForStableMemory(pid: number): Promise<number> {
  const looks: number[] = [];
  while (looks.length < PATIENCE_LOOKS) {
    looks.push(residentBytes(pid));
    const last = looks.slice(-CALM_LOOKS);
    if (last.length === CALM_LOOKS && Math.max(...last) - Math.min(...last) < CALM_BYTES) break;
    await sleep(POLL_INTERVAL_MS);
  }
  return looks.at(-1) ?? Number.NaN;
}
