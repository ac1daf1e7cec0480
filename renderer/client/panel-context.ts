import { createContext, useCallback, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { PanelCall, PanelParams, PanelResult } from '../../contract/panel.ts';
import { withCommandName } from '../../wording/commands.ts';
import { PanelError } from '../../wording/panel-error.ts';
import type { Live, LiveView } from './live-view.ts';
import type { ConnectionState, PanelClient } from './panel-client.ts';

interface Panel {
  readonly client: PanelClient;
  readonly live: LiveView;
}

export const PanelContext = createContext<Panel | undefined>(undefined);

/** @throws outside the panel */
function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (panel === undefined) throw new Error('this part of the page needs the panel around it');
  return panel;
}

export function useClient(): PanelClient {
  return usePanel().client;
}

/** What is known now; renders again at each change. */
export function useLive(): Live {
  const { live } = usePanel();
  return useSyncExternalStore(
    (listener) => live.subscribe(listener),
    () => live.get(),
  );
}

/** How the page is connected; renders again when that changes, and at nothing else. */
export function useConnectionState(): ConnectionState {
  const { live } = usePanel();
  return useSyncExternalStore(
    (listener) => live.subscribe(listener),
    () => live.get().link,
  );
}

/** Puts the name that works on the listener's machine into texts that name commands of ours. */
export function useCommandFormatter(): (text: string) => string {
  const name = useLive().snapshot?.commandName;
  return useCallback((text) => (name === undefined ? text : withCommandName(text, name)), [name]);
}

interface Polled<T> {
  /** Undefined until the first answer, and while there is none that is true now. */
  readonly value: T | undefined;
  readonly error: PanelError | undefined;
  /** Asks again at once. */
  readonly refresh: () => void;
}

/**
 * Asks again and again while the part of the page that uses it is shown.
 *
 * @param everyMs 0 asks once
 */
export function usePolled<C extends PanelCall>(
  name: C,
  params: PanelParams<C>,
  everyMs: number,
): Polled<PanelResult<C>> {
  const client = useClient();
  const link = useConnectionState();
  const [refreshes, setRefreshes] = useState(0);
  const [answer, setAnswer] = useState<Omit<Polled<PanelResult<C>>, 'refresh'>>(NO_ANSWER);
  const key = JSON.stringify(params);
  const live = link.state === 'live';
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` asks again, `key` stands for params.
  useEffect(() => {
    if (!live) return setAnswer(NO_ANSWER);
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const poll = async (): Promise<void> => {
      try {
        const value = await client.call(name, JSON.parse(key), { signal: stop.signal });
        setAnswer({ value, error: undefined });
      } catch (error) {
        if (stop.signal.aborted) return;
        setAnswer({ value: undefined, error: asPanelError(error) });
      }
      if (everyMs > 0 && !stop.signal.aborted) timer = setTimeout(poll, everyMs);
    };
    void poll();
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [client, name, key, everyMs, live, refreshes]);
  return { ...answer, refresh: () => setRefreshes((count) => count + 1) };
}

const NO_ANSWER = { value: undefined, error: undefined } as const;

export function asPanelError(error: unknown): PanelError {
  if (error instanceof PanelError) return error;
  return new PanelError('FAILED', error instanceof Error ? error.message : String(error));
}
