import { didYouMean } from './errors.ts';
import { QMCONFIG_KEYS, SETTING_NAMES, SETTINGS } from './settings.ts';

/** Our settings in a QMCONFIG file. */
export interface Qmconfig {
  /** By key in capitals, for example `WEBSOCKET.PORT`. */
  readonly entries: ReadonlyMap<string, QmconfigEntry>;
  readonly warnings: readonly string[];
}

interface QmconfigEntry {
  /** As in the file, trimmed. */
  readonly value: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Keys that can only be ours; QM's own are single words, such as NUMUSERS. */
const OUR_KEYS = /^(?:WEBSOCKET|QM|LOG)\./;

/**
 * Parses `KEY = VALUE` lines, keys in any case. Comments are whole lines that start with `*` or `#`; a value extends to the
 * end of its line. Sections and everything other than `WEBSOCKET.*`, `QM.*` or `LOG.*` belong to QM and are ignored. If a
 * key occurs twice the later line applies. Never throws: values are validated by their settings.
 */
export function parseQmconfig(content: string, file: string): Qmconfig {
  const entries = new Map<string, QmconfigEntry>();
  const warnings: string[] = [];
  for (const [index, raw] of content.split(/\r\n|\n|\r/).entries()) {
    const line = index + 1;
    const warn = (problem: string): number => warnings.push(`${file} line ${line}: ${problem}`);
    const [, word = '', assigned] = /^\s*([\w.-]+)\s*(?:=(.*))?/s.exec(raw) ?? [];
    const key = word.toUpperCase();
    if (!OUR_KEYS.test(key)) continue;
    if (!QMCONFIG_KEYS.includes(key)) {
      warn(`${key} is not a setting${advice(key)}`);
    } else if (assigned === undefined) {
      warn(`${key} is not followed by "=", so the line is ignored`);
    } else {
      const earlier = entries.get(key);
      if (earlier !== undefined) warn(`${key} is also in line ${earlier.line}; this line applies`);
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
