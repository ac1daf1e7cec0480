import { AccountError, NO_FREE_SEAT } from '../errors.ts';
import { saysNotStarted } from './reply-decoder.ts';
import { encodeRequest } from './request-encoder.ts';
import type { Timers } from './timers.ts';
import type { Transport } from './transport.ts';

/** How long a QM without a free seat keeps a caller who asks nothing: 2 s (seen live). Less is another reason. */
export const FULL_AFTER_MS = 1_000;
export const NO_SEAT = `${NO_FREE_SEAT}: it hung up on the first question`;

/**
 * QM greeted and hung up on the first question at once. One without a free seat may do that (our question cuts
 * its pause short), and so does one that is down, where its launcher drops its words (spec §0 H5, §1).
 */
export class HangUp extends AccountError {
  constructor() {
    super('UNAVAILABLE', 'QM hung up at once: it is not running, or just starting or stopping');
  }
}

/**
 * Tells the two apart: calls again and asks nothing. QM then hangs up at once only if it is down; otherwise we
 * say goodbye. Never rejects.
 */
export async function explainHangUp(
  connect: () => Promise<Transport<'tcp'>>,
  timers: Timers,
): Promise<AccountError> {
  let transport: Transport<'tcp'>;
  try {
    transport = await connect();
  } catch (error) {
    return error instanceof AccountError ? error : new HangUp();
  }
  let said = '';
  transport.onData((chunk) => {
    said += chunk.toString('latin1');
  });
  const stayed = await new Promise<boolean>((resolve) => {
    const cancelTimer = timers.after(FULL_AFTER_MS, () => resolve(true));
    transport.onClose(() => {
      cancelTimer();
      resolve(false);
    });
  });
  transport.write(encodeRequest('tcp', { function: 'quit' }));
  transport.destroy();
  if (saysNotStarted(said)) return new AccountError('UNAVAILABLE', said.trim());
  return stayed ? new AccountError('LICENCE_LIMIT', NO_SEAT) : new HangUp();
}
