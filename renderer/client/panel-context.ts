import { createContext, useCallback, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { PanelCall, PanelParams, PanelResult } from '../../contract/panel.ts';
import type { Snapshot } from '../../contract/panel-snapshot.ts';
import { withCommandName } from '../../wording/commands.ts';
import { PanelError } from '../../wording/panel-error.ts';
import type { Live, LiveView } from './live-view.ts';
import type { ConnectionState, PanelClient } from './panel-client.ts';

interface Panel {
  readonly client: PanelClient;
  readonly live: LiveView;
}

export const PanelContext = createContext<Panel | undefined>(undefined);

/** @throws outside `PanelContext` */
function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (panel === undefined) throw new Error('this part of the page needs the panel around it');
  return panel;
}

export function useClient(): PanelClient {
  return usePanel().client;
}

/** The live state; renders again on each change. */
export function useLive(): Live {
  const { live } = usePanel();
  return useSyncExternalStore(
    (listener) => live.subscribe(listener),
    () => live.get(),
  );
}

/** Returns a function that reads the latest snapshot, for what happens later; does not render again. */
export function useSnapshotReader(): () => Snapshot | undefined {
  const { live } = usePanel();
  return useCallback(() => live.get().snapshot, [live]);
}

/** The connection state; renders again only when it changes. */
export function useConnectionState(): ConnectionState {
  const { live } = usePanel();
  return useSyncExternalStore(
    (listener) => live.subscribe(listener),
    () => live.get().link,
  );
}

/** Returns a function that replaces our command's name in a text by the name that works on the listener's machine. */
export function useCommandFormatter(): (text: string) => string {
  const name = useLive().snapshot?.commandName;
  return useCallback((text) => (name === undefined ? text : withCommandName(text, name)), [name]);
}

interface Polled<T> {
  /** Undefined until the first result, after an error, and while disconnected. */
  readonly value: T | undefined;
  readonly error: PanelError | undefined;
  /** Polls again immediately. */
  readonly refresh: () => void;
}

/**
 * Polls a call while the component is mounted.
 *
 * @param everyMs polling interval; 0 calls once
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
