import { useRef, useSyncExternalStore } from 'react';
import { isPageHidden, onPageVisible } from './client/page-visibility.ts';
import { Emitter } from './client/panel-client.ts';
import { reuse } from './client/reuse.ts';

/** The time of day that everything on the page shares: it moves on once a second, while somebody sees it. */
const listeners = new Emitter<void>();
let current = 0;
let stop: (() => void) | undefined;

function tick(): void {
  if (isPageHidden()) return;
  current = Date.now();
  listeners.emit();
}

function start(): () => void {
  current = Date.now();
  const timer = setInterval(tick, 1_000);
  const unsubscribe = onPageVisible(tick);
  return () => {
    clearInterval(timer);
    unsubscribe();
  };
}

function subscribe(listener: () => void): () => void {
  stop ??= start();
  const remove = listeners.add(listener);
  return () => {
    remove();
    if (listeners.isEmpty) {
      stop?.();
      stop = undefined;
    }
  };
}

/**
 * What is made of the current time, milliseconds since the epoch, for example a text; renders again only when that differs:
 * an hour that is shown in minutes does not cost a draw each second.
 */
export function useNow<T>(make: (now: number) => T): T {
  const last = useRef<T>(undefined);
  return useSyncExternalStore(subscribe, () => {
    if (stop === undefined) current = Date.now();
    last.current = reuse(last.current, make(current));
    return last.current;
  });
}
