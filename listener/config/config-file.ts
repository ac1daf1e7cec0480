import { inCurrentForm, NewerFormError } from '../../contract/file-form.ts';
import { CONFIG_FORM } from '../../contract/settings.ts';
import { ConfigError } from './config.ts';
import { didYouMean } from './errors.ts';
import { isSettingName, SETTING_NAMES, SETTINGS } from './settings.ts';

/** The position of a JSON error: line and column, counted from 1. Not every Node version reports it. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Finds the first error in text that JSON.parse rejected. */
export function jsonErrorPosition(text: string): Position {
  const before = text.slice(0, errorOffset(text)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;

const NUMBER_OR_WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Parses the text by JSON's grammar with a stack of open brackets, and returns the offset of the first error. */
function errorOffset(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expectation = 'value';
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at += found[0].length;
    return found !== null;
  };
  for (;;) {
    take(SPACE);
    const next = text[at];
    const inside = open.at(-1);
    const closes = next !== undefined && next === (inside === '{' ? '}' : inside === '[' ? ']' : undefined);
    if (closes && (expected === 'more' || expected === 'first' || expected === 'first name')) {
      open.pop();
      at += 1;
      expected = 'more';
    } else if (expected === 'more') {
      if (inside === undefined || next !== ',') return at;
      at += 1;
      expected = inside === '{' ? 'name' : 'value';
    } else if (expected === 'name' || expected === 'first name') {
      if (!take(STRING)) return at;
      take(SPACE);
      if (text[at] !== ':') return at;
      at += 1;
      expected = 'value';
    } else if (next === '{' || next === '[') {
      open.push(next);
      at += 1;
      expected = next === '{' ? 'first name' : 'first';
    } else {
      if (!take(STRING) && !take(NUMBER_OR_WORD)) return at;
      expected = 'more';
    }
  }
}

/** What may come next: `first` is a value or the end of an array, `first name` a name or the end of an object. */
type Expectation = 'value' | 'first' | 'name' | 'first name' | 'more';

/** The member of config.json that holds the number of its form. */
export const FORM_KEY = 'form';

/** A parsed config.json: JSON values by setting name. */
export interface ConfigFile {
  readonly entries: ReadonlyMap<string, unknown>;
  readonly warnings: readonly string[];
}

/**
 * Parses config.json: one object with a key per setting, for example `{"port": 8768, "extraPorts": [8765]}`. Unknown keys
 * give a warning. Throws ConfigError with line and column if it is no JSON object. No message contains the text itself,
 * which may hold secrets.
 */
export function parseConfigFile(content: string, file: string): ConfigFile {
  const entries = new Map<string, unknown>();
  const warnings: string[] = [];
  for (const [key, value] of Object.entries(parseConfigObject(content, file))) {
    if (key === FORM_KEY) continue;
    if (isSettingName(key) && SETTINGS[key].file !== false) entries.set(key, value);
    else warnings.push(`${file}: ${JSON.stringify(key)} ${unknownKey(key)}`);
  }
  return { entries, warnings };
}

function unknownKey(key: string): string {
  const env = isSettingName(key) ? SETTINGS[key].env : undefined;
  if (env !== undefined)
    return `cannot be set in this file, whose folder it names: use ${env} in the environment`;
  const known = SETTING_NAMES.filter((name) => SETTINGS[name].file !== false);
  const spelled = known.find((name) => [SETTINGS[name].env, SETTINGS[name].qmconfig].includes(key));
  const near = spelled ?? didYouMean(key, known);
  return `is not a setting${near === undefined ? '' : `: did you mean "${near}"?`}`;
}

/**
 * Parses a config.json as an object in the current form.
 *
 * @throws ConfigError with line and column, without any of the text, or if only a newer version reads it
 */
export function parseConfigObject(content: string, file: string): object {
  const value = inConfigForm(parseJson(content, file), file);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new ConfigError(`${file} is not a JSON object: allowed is {"setting": value, ...}`);
}

function inConfigForm(value: unknown, file: string): unknown {
  try {
    return inCurrentForm(value, file, CONFIG_FORM);
  } catch (error) {
    if (error instanceof NewerFormError)
      throw new ConfigError(error.message.replace(/\.$/, ''), { cause: error });
    throw error;
  }
}

function parseJson(content: string, file: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    const { line, column } = jsonErrorPosition(content);
    throw new ConfigError(`${file} is not JSON: line ${line}, column ${column} is wrong`);
  }
}
