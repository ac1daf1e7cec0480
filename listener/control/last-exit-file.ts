import path from 'node:path';
import { exitFileOfUser, HOME_FILES, HOME_LAYOUT } from '../../contract/home-files.ts';
import type { LastExit } from '../../contract/last-exit.ts';
import { replaceFileSync } from '../../lib/atomic-file.ts';
import { type Clock, systemClock } from '../../lib/clock.ts';
import { ensureHome } from '../../lib/private-folder.ts';
import { ownProcessStart } from '../../lib/process-start.ts';
import { truncate } from '../../lib/truncate.ts';

const MOST_REASON_LENGTH = 2_000;

/**
 * Leaves word of why this process ends, for whoever would start it again. Also called by a listener that never
 * ran: a port in use, a bad configuration. Best effort: an exit is never held up by a full disk.
 *
 * @param exit.reason one line for operators, without a credential
 */
export function leaveWord(
  home: string,
  exit: Pick<LastExit, 'code' | 'cause' | 'reason' | 'userNo' | 'next' | 'unopened'>,
  clock: Pick<Clock, 'now'> = systemClock,
): void {
  const word: LastExit = {
    ...exit,
    reason: truncate(exit.reason, MOST_REASON_LENGTH),
    pid: process.pid,
    processStart: ownProcessStart(),
    at: clock.now(),
  };
  try {
    ensureHome(home, HOME_LAYOUT);
    const text = `${JSON.stringify(word)}\n`;
    // A start that fails a moment later says why in the common file, over what a stopped listener said there.
    if (word.userNo !== undefined) replaceFileSync(path.join(home, exitFileOfUser(word.userNo)), text);
    replaceFileSync(path.join(home, HOME_FILES.lastExit), text);
  } catch {
    // The exit code and the crash tail still tell.
  }
}
