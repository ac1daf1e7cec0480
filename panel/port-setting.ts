import { inCurrentForm, NewerFormError } from '../contract/file-form.ts';
import { HOME_FILES } from '../contract/home-files.ts';
import { CONFIG_FORM } from '../contract/settings.ts';
import { PORT_FLAG } from '../contract/start-flags.ts';
import { configFileOf } from '../lib/config-file.ts';
import { fileErrorReason, isAbsent } from '../lib/file-error.ts';
import { readTextFileSync } from '../lib/read-file.ts';
import type { SettingSource } from '../supervisor/lifecycle/shipped-listener.ts';
import { readDesired, writeDesired } from '../supervisor/registry/desired-state.ts';
import { saveSettings } from '../supervisor/registry/settings-file.ts';
import { PanelError } from '../wording/panel-error.ts';

/**
 * Saves the listener's port in config.json, and forgets the one it was started with last.
 *
 * @param source where the port comes from now: what the environment or a flag says would win over the file
 * @param by who, as `panel (anna)`
 * @throws PanelError REFUSED, NOT_ALLOWED
 */
export function savePort(home: string, port: number, source: SettingSource, by: string): void {
  if (source.kind === 'environment' || source.kind === 'flag') {
    throw new PanelError(
      'REFUSED',
      `The port is set by ${source.key}, which overrides the configuration file.`,
      `Change ${source.key}, then start the panel again.`,
    );
  }
  const file = configFileOf(home);
  const settings = { form: CONFIG_FORM.current, ...readSettings(file), port };
  try {
    saveSettings(home, `${JSON.stringify(settings, null, 2)}\n`, by);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PanelError('NOT_ALLOWED', `Cannot write ${file}: ${why}.`);
  }
  const word = readDesired(home, HOME_FILES.desired);
  if (word === undefined) return;
  const { [PORT_FLAG]: _flag, ...flags } = word.flags ?? {};
  const { WEBSOCKET_PORT: _variable, ...environment } = word.profile?.environment ?? {};
  const profile = word.profile && { ...word.profile, environment };
  writeDesired(home, HOME_FILES.desired, { ...word, flags, ...(profile === undefined ? {} : { profile }) });
}

/** A file that is no JSON is left alone: loading the configuration has refused it before. */
function readSettings(file: string): object {
  let text: string;
  try {
    text = readTextFileSync(file);
  } catch (error) {
    if (isAbsent(error)) return {};
    throw new PanelError('NOT_ALLOWED', `Cannot read ${file}: ${fileErrorReason(error)}.`);
  }
  try {
    const value = inCurrentForm(JSON.parse(text), file, CONFIG_FORM);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    if (error instanceof NewerFormError) throw new PanelError('REFUSED', error.message);
    // Said below.
  }
  throw new PanelError(
    'REFUSED',
    `${file} is not a JSON object. Fix it first.`,
    'Run "hal-listener config" to see where.',
  );
}
