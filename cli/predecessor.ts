import { setTimeout as sleep } from 'node:timers/promises';
import { PREDECESSOR_VARIABLE } from '../contract/phantom-origins.ts';
import { systemClock, type WaitOptions, waitUntil } from '../lib/clock.ts';
import { isProcessAlive } from '../lib/processes.ts';
import { parsePositive } from '../lib/text.ts';

/** Clients wait meanwhile. */
const POLL_INTERVAL_MS = 5;
/** As long as the longest drain. Then it goes on, and fails in words where the port is still in use. */
const TIMEOUT_MS = 600_000;

/** Resolves when the listener whose place this process takes has ended, if there is one. */
export async function predecessorEnded(
  { [PREDECESSOR_VARIABLE]: text }: Readonly<Record<string, string | undefined>>,
  { isAlive, ...timing }: Pick<WaitOptions, 'clock' | 'sleep'> & { isAlive(pid: number): boolean } = {
    isAlive: isProcessAlive,
    clock: systemClock,
    sleep,
  },
): Promise<void> {
  const pid = parsePositive(text);
  if (pid === undefined) return;
  await waitUntil(() => !isAlive(pid), { ...timing, timeoutMs: TIMEOUT_MS, intervalMs: POLL_INTERVAL_MS });
}
