import { didYouMean } from './errors.ts';
import { QMCONFIG_KEYS, SETTING_NAMES, SETTINGS } from './settings.ts';

/** The lines of a QMCONFIG file that are ours. */
export interface Qmconfig {
  /** By key in capitals, as `WEBSOCKET.PORT`. */
  readonly entries: ReadonlyMap<string, QmconfigEntry>;
  readonly warnings: readonly string[];
}

interface QmconfigEntry {
  /** As it stands in the file, trimmed. */
  readonly value: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Keys that can only be meant for us; QM's own are single words, as NUMUSERS. */
const OURS = /^(?:WEBSOCKET|QM|LOG)\./;

/**
 * Reads `KEY = VALUE` lines, keys in any case. Comments are whole lines that start with `*` or `#`; there is no
 * comment behind a value, the value is all of the rest of the line. Sections and everything that is not
 * `WEBSOCKET.*`, `QM.*` or `LOG.*` belongs to QM and is passed over. Of a key said twice the later line holds.
 * Never throws: whether a value is good is for its setting to say.
 */
export function parseQmconfig(content: string, file: string): Qmconfig {
  const entries = new Map<string, QmconfigEntry>();
  const warnings: string[] = [];
  for (const [index, raw] of content.split(/\r\n|\n|\r/).entries()) {
    const line = index + 1;
    const warn = (problem: string): number => warnings.push(`${file} line ${line}: ${problem}`);
    const [, word = '', assigned] = /^\s*([\w.-]+)\s*(?:=(.*))?/s.exec(raw) ?? [];
    const key = word.toUpperCase();
    if (!OURS.test(key)) continue;
    if (!QMCONFIG_KEYS.includes(key)) {
      warn(`${key} is not a setting${advice(key)}`);
    } else if (assigned === undefined) {
      warn(`${key} has no "=" behind it, so the line is passed over`);
    } else {
      const earlier = entries.get(key);
      if (earlier !== undefined) warn(`${key} stands already in line ${earlier.line}; this line holds`);
      entries.set(key, { value: assigned.trim(), line });
    }
  }
  return { entries, warnings };
}

function advice(key: string): string {
  const variable = key.replaceAll('.', '_');
  const elsewhere = SETTING_NAMES.find((name) => SETTINGS[name].env === variable);
  if (elsewhere !== undefined) {
    return ` of QMCONFIG: use ${variable} in the environment${SETTINGS[elsewhere].file === false ? '' : `, or ${elsewhere} in config.json`}`;
  }
  const near = didYouMean(key, QMCONFIG_KEYS);
  return near === undefined ? '' : `: did you mean ${near}?`;
}
