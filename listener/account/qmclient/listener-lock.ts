import { AccountError } from '../errors.ts';
import { lock, open } from './operations.ts';
import type { Ask } from './session.ts';

/** The record id LIST.READU shows the listener by. */
export const LISTENER_LOCK_ID = 'WEBSOCKET.LISTENER';
/**
 * The file it is locked in: every account has it, and no record of that name is kept there. Not VOC: a
 * catalogued WEBSOCKET.LISTENER lives there, and CATALOG waits for ever for that record's lock (seen live).
 */
export const LISTENER_LOCK_FILE = '$HOLD';

/**
 * Takes the listener's update lock for as long as the session lives: the file stays open, for closing it would
 * release the lock. False when somebody else has it, such as a phantom started from QM: no harm.
 */
export async function takeListenerLock(ask: Ask): Promise<boolean> {
  const fileNo = await open(ask, LISTENER_LOCK_FILE);
  try {
    await lock(ask, fileNo, LISTENER_LOCK_ID);
    return true;
  } catch (error) {
    if (!(error instanceof AccountError) || error.code !== 'LOCKED') throw error;
    await ask({ function: 'close', fileNo });
    return false;
  }
}
