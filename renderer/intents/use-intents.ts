import { useEffect, useSyncExternalStore } from 'react';
import {
  useClient,
  useConfigurationChangedAt,
  useIsConnected,
  useIsRunning,
} from '../client/panel-context.ts';
import { useNotices } from '../components/notices.tsx';
import { takeTeachRequest } from '../teach-request.ts';
import { type IntentsEditor, type IntentsState, intentsEditorOf } from './intents-editor.ts';

/** A change of the file. */
type TableChangeName = 'save' | 'remove' | 'restore';

export interface Intents {
  readonly editor: IntentsEditor;
  readonly state: IntentsState;
  readonly isRunning: boolean;
  /** Changes the file, and has a running listener read it. Shows the result. */
  change(name: TableChangeName): Promise<void>;
}

/** Reads the table when the screen is opened and whenever a file of the configuration is another one. */
export function useIntents(): Intents {
  const client = useClient();
  const notices = useNotices();
  const isLive = useIsConnected();
  const editor = intentsEditorOf(client);
  const state = useSyncExternalStore(
    (listener) => editor.subscribe(listener),
    () => editor.get(),
  );
  const isRunning = useIsRunning();
  const changedAt = useConfigurationChangedAt();
  useEffect(() => {
    const request = takeTeachRequest(client);
    if (request !== undefined) editor.teach(request);
  }, [client, editor]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another time means another file.
  useEffect(() => {
    if (isLive) void editor.reread();
  }, [editor, isLive, changedAt]);
  const change = async (name: TableChangeName): Promise<void> => {
    try {
      const message = await editor[name]();
      if (message === undefined) return;
      notices.done(message);
      // It would read the table by itself a moment later; so the next question is answered by it.
      if (!isRunning) return;
      await client.call('reload', {});
      notices.done('The running listener answers by it now.');
    } catch (reason) {
      notices.failed(reason);
    }
  };
  return { editor, state, isRunning, change };
}
