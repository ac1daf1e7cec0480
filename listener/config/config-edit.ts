import type { SettingName } from './config.ts';
import { parseConfigObject } from './config-file.ts';
import { describeAllowed, settingError } from './errors.ts';
import type { Place, SettingType } from './setting-types.ts';
import { flagOf, SETTING_NAMES, SETTINGS } from './settings.ts';

/** One change of config.json: a value as a person typed it; undefined takes the setting away. */
export interface ConfigEdit {
  readonly name: SettingName;
  readonly raw: string | undefined;
}

/**
 * The text of config.json after some changes. Keys that are no settings of ours stay as they are.
 *
 * @param content what the file holds now; undefined where there is none
 * @param place where relative paths of the new values start
 * @throws ConfigError where the file is no JSON object, or a value is not allowed
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
  return `${JSON.stringify(settings, null, 2)}\n`;
}

/** A typed value as JSON: a number, true or a list where the setting takes that, else the text. @throws ConfigError */
function jsonValue(name: SettingName, raw: string, place: Place): unknown {
  const { kind } = SETTINGS[name] as { readonly kind: SettingType<unknown> };
  const parsed = kind.parse(raw, place) ?? kind.parse(jsonOrText(raw), place);
  if (parsed === undefined)
    throw settingError(name, { raw, source: { kind: 'flag', key: name } }, describeAllowed(name));
  const { value } = parsed;
  const again = kind.parse(value, place);
  const isSame =
    value !== undefined && again !== undefined && JSON.stringify(again.value) === JSON.stringify(value);
  return isSame ? value : SETTINGS[name].secret ? raw : kind.format(value);
}

function jsonOrText(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}

/** The setting of any of its names: `token`, `WEBSOCKET_TOKEN`, `WEBSOCKET.PORT`, `--max-connections`, in any case. */
export function settingNamed(word: string): SettingName | undefined {
  const wanted = word.toLowerCase();
  return SETTING_NAMES.find((name) => {
    const { env, qmconfig } = SETTINGS[name];
    return [name, env, qmconfig, flagOf(name), flagOf(name)?.slice(2)].some(
      (one) => one?.toLowerCase() === wanted,
    );
  });
}
