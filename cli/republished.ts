import { existsSync } from 'node:fs';
import path from 'node:path';
import { HOME_FILES } from '../contract/home-files.ts';
import { waitUntil } from '../lib/clock.ts';
import { isRunningListener, registrationFiles } from '../supervisor/registry/find-listeners.ts';
import { HomeError } from '../supervisor/registry/state-files.ts';
import { listenerElsewhere, type Supervision } from './supervision.ts';

/** A running listener looks after its registration every two seconds: listener/control/registration-keeper.ts. */
const REPUBLISH_TIMEOUT_MS = 4_000;
const POLL_INTERVAL_MS = 100;

/**
 * A listener whose files somebody removed (`rm -rf run`) puts them back by itself. Waits for that, where none is found
 * and one seems to run: the folder is gone, or a listener answers on the port. Never rejects.
 */
export async function awaitRepublished({ supervisor }: Supervision): Promise<void> {
  const { home, clock, sleep } = supervisor.options;
  const isFound = async () => (await supervisor.find(() => true)).some(isRunningListener);
  try {
    // One that is registered and does not answer hangs: it puts nothing back.
    if ((await isFound()) || registrationFiles(home).length > 0) return;
    const isRemoved =
      existsSync(path.join(home, HOME_FILES.controlKey)) && !existsSync(path.join(home, HOME_FILES.run));
    if (!isRemoved && (await listenerElsewhere(supervisor.port)) === undefined) return;
    await waitUntil(isFound, { clock, sleep, timeoutMs: REPUBLISH_TIMEOUT_MS, intervalMs: POLL_INTERVAL_MS });
  } catch (error) {
    // The command itself says that the home cannot be read.
    if (!(error instanceof HomeError)) throw error;
  }
}
