import { runEvery } from '../../lib/background.ts';
import type { Log } from '../log/log-line.ts';
import type { KeyRing } from './key-ring.ts';
import { STORE_PREFIX } from './open-store.ts';
import type { StoreClient } from './store-client.ts';
import type { StoreCommand, StoreReply } from './store-connection.ts';

/** Each listener names the key it encrypts with, since nothing else tells that two of them have different key files. */

const NAME = `${STORE_PREFIX}key`;
const TTL_MS = 10 * 60_000;
const INTERVAL_MS = 4 * 60_000;

/** Whether the listener that last named its key encrypts with one that is not in this key file; false if none did lately. */
export async function isForeignKeyAnnounced(
  run: (command: StoreCommand) => Promise<StoreReply>,
  keys: KeyRing,
): Promise<boolean> {
  const announced = await run(['GET', NAME]);
  return (
    Buffer.isBuffer(announced) && !keys.some(({ id }) => id.toString('hex') === announced.toString('latin1'))
  );
}

/** Names the key as long as the listener runs, and warns once of another one. @returns a function that ends it */
export function announceKey(client: StoreClient, keys: KeyRing, log: Log): () => void {
  let hasWarned = false;
  const announce = async (): Promise<void> => {
    if (client.status.state !== 'ready') return;
    const isForeign = await isForeignKeyAnnounced((command) => client.run(command), keys);
    if (isForeign && !hasWarned) {
      hasWarned = true;
      log.warn(
        'another listener encrypts sessions with a key that is not in SESSION_STORE_KEY_FILE: give every listener the same file',
      );
    }
    await client.run(['SET', NAME, keys[0].id.toString('hex'), 'PX', String(TTL_MS)]);
  };
  // The client says what is wrong with the store.
  const quietly = (): Promise<void> => announce().catch(() => undefined);
  const unsubscribe = client.onReady(quietly);
  const timer = runEvery(INTERVAL_MS, 'naming the key of the session store', quietly);
  timer.unref();
  return () => {
    unsubscribe();
    clearInterval(timer);
  };
}
