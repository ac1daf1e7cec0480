import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type {
  SettingEdit,
  SettingProblem,
  SettingsChange,
  SettingsView,
  SettingView,
} from '../../contract/panel-settings.ts';
import type { PanelError } from '../../wording/panel-error.ts';
import {
  asPanelError,
  useClient,
  useConfigurationChangedAt,
  useIsConnected,
  useSnapshotReader,
} from '../client/panel-context.ts';
import { useNotices } from '../components/notices.tsx';
import { TypingCheck } from '../typing-check.ts';
import { type Drafts, rebased, toEdits, withDraft, withoutDraft } from './setting-drafts.ts';

export interface SettingsEditor {
  /** Undefined until it was read. */
  readonly view: SettingsView | undefined;
  readonly error: PanelError | undefined;
  readonly drafts: Drafts;
  /** What keeps the drafts from being saved. */
  readonly problems: readonly SettingProblem[];
  /** The file as somebody else left it, while there are drafts for an earlier one. */
  readonly conflict: SettingsView | undefined;
  readonly busy: 'saving' | 'restoring' | undefined;
  reread(): void;
  type(setting: SettingView, typed: string | null): void;
  discard(name?: string): void;
  save(): Promise<void>;
  restore(): Promise<void>;
  /** Ends a conflict: with the drafts on top of the file as it is now, or without them. */
  resolve(keeps: 'mine' | 'theirs'): void;
}

/** Reads the settings, checks what is typed by the program itself, and saves it unless the file is another one by now. */
export function useSettings(): SettingsEditor {
  const client = useClient();
  const notices = useNotices();
  const isLive = useIsConnected();
  const snapshot = useSnapshotReader();
  const [view, setView] = useState<SettingsView>();
  const [error, setError] = useState<PanelError>();
  const [drafts, setDrafts] = useState<Drafts>({});
  const [problems, setProblems] = useState<readonly SettingProblem[]>([]);
  const [conflict, setConflict] = useState<SettingsView>();
  const [busy, setBusy] = useState<SettingsEditor['busy']>();
  const check = useMemo(
    () =>
      new TypingCheck({
        ask: (edits: readonly SettingEdit[]) => client.call('settings-check', { edits }),
        onChecked: (checked) => setProblems(checked.problems),
      }),
    [client],
  );
  const latest = useRef({ view, drafts });
  latest.current = { view, drafts };

  const show = useCallback((next: SettingsView): void => {
    setView(next);
    setConflict(undefined);
    setDrafts((current) => rebased(current, next.settings));
  }, []);

  const reread = useCallback((): void => {
    client.call('settings', {}).then(
      (next) => {
        setError(undefined);
        const { view: shown, drafts: typed } = latest.current;
        const isOther = shown !== undefined && shown.stamp !== next.stamp;
        if (isOther && Object.keys(typed).length > 0) setConflict(next);
        else show(next);
      },
      (reason: unknown) => setError(asPanelError(reason)),
    );
  }, [client, show]);

  const changedAt = useConfigurationChangedAt();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another time means another file.
  useEffect(() => {
    if (isLive) reread();
  }, [isLive, changedAt, reread]);

  useEffect(() => {
    setProblems([]);
    const edits = toEdits(drafts);
    check.set(edits.length === 0 ? undefined : edits);
    return () => check.set(undefined);
  }, [check, drafts]);

  const change = async (
    what: NonNullable<SettingsEditor['busy']>,
    call: () => Promise<SettingsChange>,
  ): Promise<void> => {
    setBusy(what);
    try {
      const changed = await call();
      if (changed.kind === 'invalid') return setProblems(changed.problems);
      if (changed.kind === 'conflict') return setConflict(changed.view);
      setView(changed.view);
      setDrafts({});
      setConflict(undefined);
      notices.done(changed.message);
      if (snapshot()?.status === undefined) return;
      // What needs no restart is applied at once; the attention strip offers the restart for the rest.
      await client.call('reload', {}).then(({ message }) => notices.done(message));
    } catch (reason) {
      notices.failed(reason);
    } finally {
      setBusy(undefined);
    }
  };

  return {
    view,
    error,
    drafts,
    problems,
    conflict,
    busy,
    reread,
    type: (setting, typed) => setDrafts((current) => withDraft(current, setting, typed)),
    discard: (name) => setDrafts((current) => (name === undefined ? {} : withoutDraft(current, name))),
    save: () =>
      change('saving', () =>
        client.call('settings-save', { stamp: view?.stamp ?? '', edits: toEdits(drafts) }),
      ),
    restore: () => change('restoring', () => client.call('settings-restore', { stamp: view?.stamp ?? '' })),
    resolve: (keeps) => {
      if (conflict === undefined) return;
      if (keeps === 'theirs') setDrafts({});
      show(conflict);
    },
  };
}
