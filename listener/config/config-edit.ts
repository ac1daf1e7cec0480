import { CONFIG_FORM } from '../../contract/settings.ts';
import type { SettingName } from './config.ts';
import { FORM_KEY, parseConfigObject } from './config-file.ts';
import { describeAllowed, settingError } from './errors.ts';
import type { Place, SettingType } from './setting-types.ts';
import { flagOf, SETTING_NAMES, SETTINGS } from './settings.ts';

/** One change of config.json: a value as a person typed it; undefined removes the setting. */
export interface ConfigEdit {
  readonly name: SettingName;
  readonly raw: string | undefined;
}

/**
 * The text of config.json after some changes, in the current form. Unknown keys are kept.
 *
 * @param content the file's current text; undefined if there is none
 * @param place resolves relative paths of the new values
 * @throws ConfigError if the file is no JSON object, or a value is not allowed
 */
export function editedConfig(
  content: string | undefined,
  file: string,
  edits: readonly ConfigEdit[],
  place: Place,
): string {
  const settings: Record<string, unknown> =
    content === undefined || content.trim() === '' ? {} : { ...parseConfigObject(content, file) };
  for (const { name, raw } of edits) {
    if (raw === undefined) delete settings[name];
    else settings[name] = jsonValue(name, raw, place);
  }
  const { [FORM_KEY]: _, ...named } = settings;
  return `${JSON.stringify({ [FORM_KEY]: CONFIG_FORM.current, ...named }, null, 2)}\n`;
}

/** A typed value as JSON: a number, boolean or list if the setting allows that, otherwise text. @throws ConfigError */
function jsonValue(name: SettingName, raw: string, place: Place): unknown {
  const { kind } = SETTINGS[name] as { readonly kind: SettingType<unknown> };
  const parsed = kind.parse(raw, place) ?? kind.parse(jsonOrText(raw), place);
  if (parsed === undefined)
    throw settingError(name, { raw, source: { kind: 'flag', key: name } }, describeAllowed(name));
  const { value } = parsed;
  const reparsed = kind.parse(value, place);
  const isSame =
    value !== undefined && reparsed !== undefined && JSON.stringify(reparsed.value) === JSON.stringify(value);
  return isSame ? value : SETTINGS[name].secret ? raw : kind.format(value);
}

function jsonOrText(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}

/** Finds a setting by any of its names, in any case: `token`, `WEBSOCKET_TOKEN`, `WEBSOCKET.PORT`, `--max-connections`. */
export function settingNamed(name: string): SettingName | undefined {
  const lowerCaseName = name.toLowerCase();
  return SETTING_NAMES.find((name) => {
    const { env, qmconfig } = SETTINGS[name];
    return [name, env, qmconfig, flagOf(name), flagOf(name)?.slice(2)].some(
      (alias) => alias?.toLowerCase() === lowerCaseName,
    );
  });
}
