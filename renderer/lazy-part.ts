import { type ComponentType, lazy } from 'react';

/**
 * A part of the page from a file of its own. Its file may be asked for while the panel's program is away, or be another
 * one by the time that the program is back: it is waited for, and the page loaded anew where that does not help.
 */

/** Between two looks whether the program is there again, ms. */
const LOOK_INTERVAL_MS = 1_000;

/** Where it is noted when the page was loaded anew for this, ms since the epoch. */
const RELOADED = 'hal-reloaded';
/** So soon after that, loading anew helps no further, ms. */
const RELOAD_INTERVAL_MS = 60_000;

/** What is asked of the browser; tests replace it. */
export interface Surroundings {
  /** Whether the panel's program serves this page. */
  isServed(): Promise<boolean>;
  wait(ms: number): Promise<void>;
  reload(): void;
  now(): number;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
}

export function lazyPart<P>(load: () => Promise<ComponentType<P>>) {
  return lazy(async () => ({ default: await loadedPart(load) }));
}

/** @throws what loading threw, where neither waiting nor loading the page anew helped */
export async function loadedPart<T>(load: () => Promise<T>, around: Surroundings = browser()): Promise<T> {
  try {
    return await load();
  } catch {
    while (!(await around.isServed())) await around.wait(LOOK_INTERVAL_MS);
  }
  try {
    return await load();
  } catch (error) {
    // A browser may remember that a file could not be loaded, and a newer program has other files.
    const before = Number(around.storage.getItem(RELOADED) ?? Number.NEGATIVE_INFINITY);
    if (around.now() - before < RELOAD_INTERVAL_MS) throw error;
    around.storage.setItem(RELOADED, String(around.now()));
    around.reload();
    return new Promise(() => undefined);
  }
}

function browser(): Surroundings {
  return {
    isServed: () =>
      fetch(window.location.pathname, { method: 'HEAD', cache: 'no-store' }).then(
        ({ ok }) => ok,
        () => false,
      ),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    reload: () => window.location.reload(),
    now: () => Date.now(),
    storage: window.sessionStorage,
  };
}
