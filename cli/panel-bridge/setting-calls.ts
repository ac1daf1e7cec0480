import type {
  SETTINGS_CALLS,
  SettingEdit,
  SettingsChange,
  SettingsView,
} from '../../contract/panel-settings.ts';
import type { ConfigEdit } from '../../listener/config/config-edit.ts';
import type { LoadInputs } from '../../listener/config/load.ts';
import { isSettingName, SETTINGS } from '../../listener/config/settings.ts';
import {
  checkEdits,
  contentProblems,
  type OpenedConfig,
  openConfig,
  previousContent,
  saveContent,
  saveEdits,
} from '../config-writer.ts';
import type { BridgeCalls } from './bridge-calls.ts';
import { PanelCallFailure } from './panel-call-failure.ts';
import { settingsView } from './setting-view.ts';

/** The panel's calls about settings. @param inputs of the program that serves the panel @param by who changes them */
export function settingCalls(inputs: LoadInputs, by: string): BridgeCalls<typeof SETTINGS_CALLS> {
  const { flags, machine } = inputs;
  const open = (): OpenedConfig =>
    openConfig(machine.env, flags.home === undefined ? {} : { home: flags.home });
  const view = (): SettingsView => settingsView(inputs, open());
  /** Changes the file, unless it is another one than the page has read. */
  const change = (stamp: string, apply: (opened: OpenedConfig) => SettingsChange): SettingsChange => {
    const opened = open();
    return opened.stamp === stamp ? apply(opened) : { kind: 'conflict', view: settingsView(inputs, opened) };
  };
  return {
    settings: view,
    'settings-check': ({ edits }) => ({
      problems: checkEdits(open(), toConfigEdits(edits)),
    }),
    'settings-save': ({ stamp, edits }) =>
      change(stamp, (opened) => {
        const changes = toConfigEdits(edits);
        const problems = checkEdits(opened, changes);
        if (problems.length > 0) return { kind: 'invalid', problems };
        saveEdits(opened, changes, by);
        return { kind: 'saved', message: `Saved in ${opened.file}: ${namesOf(changes)}.`, view: view() };
      }),
    'settings-restore': ({ stamp }) =>
      change(stamp, (opened) => {
        const content = previousContent(opened);
        if (content === undefined) throw new PanelCallFailure('No earlier settings are kept.');
        const problems = contentProblems(opened, content).map((message) => ({ message }));
        if (problems.length > 0) return { kind: 'invalid', problems };
        saveContent(opened, content, by);
        return { kind: 'saved', message: `The previous settings are in ${opened.file} again.`, view: view() };
      }),
  };
}

/** @throws PanelCallFailure for one that the file cannot have */
export function toConfigEdits(edits: readonly SettingEdit[]): readonly ConfigEdit[] {
  return edits.map(({ name, value }) => {
    if (!isSettingName(name)) throw new PanelCallFailure(`${name} is not a setting.`);
    if (SETTINGS[name].file === false) throw new PanelCallFailure(`${name} cannot be set in config.json.`);
    return { name, raw: value ?? undefined };
  });
}

function namesOf(edits: readonly ConfigEdit[]): string {
  return edits.length <= 5 ? edits.map(({ name }) => name).join(', ') : `${edits.length} settings`;
}
