/** Which crash somebody has seen and dismissed, kept in the browser: a later one is shown again. */

const KEY = 'hal-panel.dismissed-trouble';

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** @param at of the crash, ms since the epoch @param store undefined where the browser keeps nothing */
export function isDismissed(store: Store | undefined, at: number): boolean {
  try {
    return store?.getItem(KEY) === String(at);
  } catch {
    return false;
  }
}

/** Keeps it where the browser can: where it cannot, it is shown again with the page. */
export function dismiss(store: Store | undefined, at: number): void {
  try {
    store?.setItem(KEY, String(at));
  } catch {
    // Full, or forbidden by the browser's settings.
  }
}
