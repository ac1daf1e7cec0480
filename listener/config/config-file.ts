import { ConfigError } from './config.ts';
import { jsonErrorPosition } from './json-position.ts';
import { nearest } from './nearest.ts';
import { isSettingName, SETTING_NAMES, SETTINGS } from './settings.ts';

/** What a config.json says: JSON values by setting name. */
export interface ConfigFile {
  readonly entries: ReadonlyMap<string, unknown>;
  readonly warnings: readonly string[];
}

/**
 * Reads config.json: one object, a key a setting, as `{"port": 8768, "extraPorts": [8765]}`. Unknown keys warn;
 * throws ConfigError where it is no JSON object, with line and column. The text itself is in no message: it
 * may hold secrets.
 */
export function parseConfigFile(content: string, file: string): ConfigFile {
  const entries = new Map<string, unknown>();
  const warnings: string[] = [];
  for (const [key, value] of Object.entries(parseConfigObject(content, file))) {
    if (isSettingName(key) && SETTINGS[key].file !== false) entries.set(key, value);
    else warnings.push(`${file}: ${JSON.stringify(key)} ${unknownKey(key)}`);
  }
  return { entries, warnings };
}

function unknownKey(key: string): string {
  const env = isSettingName(key) ? SETTINGS[key].env : undefined;
  if (env !== undefined)
    return `cannot be set in this file, which it leads to: use ${env} in the environment`;
  const known = SETTING_NAMES.filter((name) => SETTINGS[name].file !== false);
  const spelled = known.find((name) => [SETTINGS[name].env, SETTINGS[name].qmconfig].includes(key));
  const near = spelled ?? nearest(key, known);
  return `is not a setting${near === undefined ? '' : `: did you mean "${near}"?`}`;
}

/** The one object of a config.json. @throws ConfigError with line and column, and nothing of the text */
export function parseConfigObject(content: string, file: string): object {
  const value = parseJson(content, file);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new ConfigError(`${file} is not a JSON object: allowed is {"setting": value, ...}`);
}

function parseJson(content: string, file: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    const { line, column } = jsonErrorPosition(content);
    throw new ConfigError(`${file} is not JSON: line ${line}, column ${column} is wrong`);
  }
}
