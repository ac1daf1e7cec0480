import { type Clock, systemClock } from '../../lib/clock.ts';
import { configFileOf, writeConfigFile } from '../../lib/config-file.ts';
import { readTextFileSync } from '../../lib/read-file.ts';
import { tryParseJson } from '../../lib/text.ts';
import { recordEvent } from './event-file.ts';

/** More names would not say more. */
const MAX_NAMES = 20;

/**
 * Writes config.json of a home, and records who changed which settings. Values are not recorded: they may be secrets.
 *
 * @param by who, as `panel (anna)`
 * @throws Node's file errors
 */
export function saveSettings(
  home: string,
  content: string,
  by: string,
  clock: Pick<Clock, 'now'> = systemClock,
): void {
  const before = readSettings(configFileOf(home));
  writeConfigFile(home, content);
  const names = changedNames(before, toObject(content));
  if (names.length === 0) return;
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
  const cause = `${names.slice(0, MAX_NAMES).join(', ')}${more} in config.json`;
  recordEvent(home, { kind: 'settings-changed', cause, by }, clock);
}

function changedNames(before: Settings, after: Settings): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  names.delete('form');
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

type Settings = Readonly<Record<string, unknown>>;

/** A damaged file sets nothing. */
function toObject(content: string): Settings {
  const value = tryParseJson(content);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** One that this user may replace and not read is taken for none. */
function readSettings(file: string): Settings {
  try {
    return toObject(readTextFileSync(file));
  } catch {
    return {};
  }
}
