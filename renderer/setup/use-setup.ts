import { useCallback, useEffect, useState } from 'react';
import type { SettingEdit, SettingsView, SettingView } from '../../contract/panel-settings.ts';
import type { PanelError } from '../../wording/panel-error.ts';
import {
  asPanelError,
  useClient,
  useConfigurationChangedAt,
  useIsConnected,
} from '../client/panel-context.ts';
import { useNotices } from '../components/notices.tsx';

export interface Setup {
  readonly view: SettingsView | undefined;
  readonly error: PanelError | undefined;
  readonly isSaving: boolean;
  setting(name: string): SettingView | undefined;
  /** Saves settings, unless the file was changed meanwhile. @returns whether they are saved */
  save(edits: readonly SettingEdit[]): Promise<boolean>;
}

/** The settings behind the steps: read again whenever the file changes, so that a set-up can be left and resumed. */
export function useSetup(): Setup {
  const client = useClient();
  const notices = useNotices();
  const isLive = useIsConnected();
  const [view, setView] = useState<SettingsView>();
  const [error, setError] = useState<PanelError>();
  const [isSaving, setSaving] = useState(false);
  const changedAt = useConfigurationChangedAt();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another time means another file.
  useEffect(() => {
    if (!isLive) return;
    client.call('settings', {}).then(setView, (reason: unknown) => setError(asPanelError(reason)));
  }, [client, isLive, changedAt]);
  const save = useCallback(
    async (edits: readonly SettingEdit[]): Promise<boolean> => {
      setSaving(true);
      try {
        const changed = await client.call('settings-save', { stamp: view?.stamp ?? '', edits });
        if (changed.kind === 'invalid') {
          throw new Error(changed.problems.map(({ message }) => message).join(' '));
        }
        setView(changed.view);
        if (changed.kind === 'conflict') {
          throw new Error('config.json was changed by somebody else meanwhile. Look at this step again.');
        }
        notices.done(changed.message);
        return true;
      } catch (reason) {
        notices.failed(reason);
        return false;
      } finally {
        setSaving(false);
      }
    },
    [client, notices, view],
  );
  return {
    view,
    error,
    isSaving,
    setting: (name) => view?.settings.find((one) => one.name === name),
    save,
  };
}
