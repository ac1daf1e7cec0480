import { useEffect, useRef } from 'react';
import type { HomeEvent } from '../../contract/home-events.ts';
import { useLive, usePolled } from '../client/panel-context.ts';

/** The recorded events, newest first, loaded again whenever there is a new one; undefined until they are known. */
export function useHomeEvents(): readonly HomeEvent[] | undefined {
  const stamp = useLive(({ snapshot }) => snapshot?.events?.stamp);
  const { value, refresh } = usePolled('events', {}, 0);
  const loaded = useRef(stamp);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `refresh` is another function each time.
  useEffect(() => {
    if (stamp === undefined || loaded.current === stamp) return;
    loaded.current = stamp;
    refresh();
  }, [stamp]);
  return value?.events;
}
