import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { PanelCall, PanelParams, PanelResult } from '../../contract/panel.ts';
import type { Snapshot } from '../../contract/panel-snapshot.ts';
import { withCommandName } from '../../wording/commands.ts';
import { PanelError } from '../../wording/panel-error.ts';
import type { Live, LiveView } from './live-view.ts';
import { WhileSeen } from './page-visibility.ts';
import type { ConnectionState, PanelClient } from './panel-client.ts';
import { reuse } from './reuse.ts';

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

/** A part of the live state, or what is made of it; renders again only when that differs. */
export function useLive<T>(select: (live: Live) => T): T {
  const { live } = usePanel();
  const last = useRef<T>(undefined);
  return useSyncExternalStore(live.subscribe, () => {
    last.current = reuse(last.current, select(live.get()));
    return last.current;
  });
}

/** The latest snapshot; renders again when anything in it differs. */
export function useSnapshot(): Snapshot | undefined {
  return useLive(({ snapshot }) => snapshot);
}

/** Whether the listener tells its status. */
export function useIsRunning(): boolean {
  return useLive(({ snapshot }) => snapshot?.status !== undefined);
}

export function useConnectionState(): ConnectionState {
  return useLive(({ link }) => link);
}

/** When a file of the configuration was last changed: another time means that it must be read again. */
export function useConfigurationChangedAt(): number | undefined {
  return useLive(({ snapshot }) => snapshot?.surroundings?.configurationChangedAt);
}

export function useIsConnected(): boolean {
  return useLive(({ link }) => link.state === 'live');
}

/** Returns a function that reads the latest snapshot, for what happens later; does not render again. */
export function useSnapshotReader(): () => Snapshot | undefined {
  const { live } = usePanel();
  return useCallback(() => live.get().snapshot, [live]);
}

/** Returns a function that replaces our command's name in a text by the name that works on the listener's machine. */
export function useCommandFormatter(): (text: string) => string {
  const name = useLive(({ snapshot }) => snapshot?.commandName);
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
 * Polls a call while the component is mounted and the page is seen.
 *
 * @param everyMs polling interval; 0 calls once, undefined never
 */
export function usePolled<C extends PanelCall>(
  name: C,
  params: PanelParams<C>,
  everyMs: number | undefined,
): Polled<PanelResult<C>> {
  const client = useClient();
  const live = useIsConnected();
  const [refreshes, setRefreshes] = useState(0);
  const [answer, setAnswer] = useState<Omit<Polled<PanelResult<C>>, 'refresh'>>(NO_ANSWER);
  const key = JSON.stringify(params);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` asks again, `key` stands for params.
  useEffect(() => {
    if (!live || everyMs === undefined) return setAnswer(NO_ANSWER);
    const stop = new AbortController();
    const poll = async (): Promise<void> => {
      try {
        const value = await client.call(name, JSON.parse(key), { signal: stop.signal });
        setAnswer((before) => reuse(before, { value, error: undefined }));
      } catch (error) {
        if (stop.signal.aborted) return;
        setAnswer({ value: undefined, error: asPanelError(error) });
      }
      if (everyMs > 0) repeat.in(everyMs);
    };
    const repeat = new WhileSeen(poll);
    void poll();
    return () => {
      repeat.end();
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
