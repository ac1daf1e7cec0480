import { useCallback, useState } from 'react';

/** Items that were put away in this browser, by the key of their occurrence: a later one is shown again. */

const KEY = 'hal-panel.dismissed';
/** Older ones are forgotten. */
const MAX_KEPT = 50;

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** @param store undefined if the browser allows no storage */
export function readDismissed(store: Store | undefined): readonly string[] {
  try {
    const value: unknown = JSON.parse(store?.getItem(KEY) ?? '[]');
    return Array.isArray(value) ? value.filter((key): key is string => typeof key === 'string') : [];
  } catch {
    return [];
  }
}

/** Stores the dismissal if possible; otherwise the item is shown again after a reload of the page. */
export function addDismissed(
  store: Store | undefined,
  dismissed: readonly string[],
  key: string,
): readonly string[] {
  const next = [...dismissed.filter((other) => other !== key), key].slice(-MAX_KEPT);
  try {
    store?.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is full or disabled.
  }
  return next;
}

/** Undefined if the browser allows no storage for this page. */
function localStore(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

export function useDismissals(): readonly [readonly string[], (key: string) => void] {
  const [dismissed, setDismissed] = useState(() => readDismissed(localStore()));
  const dismiss = useCallback(
    (key: string) => setDismissed((before) => addDismissed(localStore(), before, key)),
    [],
  );
  return [dismissed, dismiss];
}
