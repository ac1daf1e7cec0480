import type { Desired } from '../contract/desired.ts';
import { HOME_FILES } from '../contract/home-files.ts';
import { runEvery } from '../lib/background.ts';
import type { StopOrder } from '../listener/control/controlled-listener.ts';
import type { Intents } from '../supervisor/intents.ts';

const LOOK_INTERVAL_MS = 2_000;

/**
 * Looks every two seconds whether somebody has said stop who could not reach this listener: its registration was gone
 * for that moment, it hung, or whoever started it was killed over it. Nobody else would ever tell it.
 *
 * @param before what was said when it was started: no news
 * @param ports on which it is: a word that names another port is about another listener
 * @returns `stopped` resolves once; `close` ends the looks
 */
export function awaitLaterStop(
  intents: Pick<Intents, 'word'>,
  before: Desired | undefined,
  ports: readonly number[],
): { readonly stopped: Promise<StopOrder>; close(): void } {
  let timer: NodeJS.Timeout | undefined;
  const stopped = new Promise<StopOrder>((resolve) => {
    timer = runEvery(LOOK_INTERVAL_MS, HOME_FILES.desired, () => {
      const { word } = intents;
      if (word !== undefined && isLaterStop(word, before, ports)) resolve({ code: 'stop', by: word.by });
    });
    timer.unref();
  });
  return { stopped, close: () => clearInterval(timer) };
}

/** The time of a word is that of a clock that may be set: another one than at the start is a later one. */
function isLaterStop(word: Desired, before: Desired | undefined, ports: readonly number[]): boolean {
  if (word.desired !== 'stopped' || (word.at === before?.at && word.by === before.by)) return false;
  return word.port === undefined || ports.includes(word.port);
}
