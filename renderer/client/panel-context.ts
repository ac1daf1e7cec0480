import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import { withCommandName } from '../../wording/commands.ts';
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
