import { isIP } from 'node:net';
import { formatByteSize, parseByteSize } from '../../lib/byte-size.ts';

/**
 * A kind of value: how it is read, written and described. `allowed` ends the sentence
 * "WEBSOCKET_PORT=70000 (environment) is not a port: allowed is ...".
 */
export interface SettingType<T> {
  /** As `a port`. */
  readonly noun: string;
  readonly allowed: string;
  /** What help shows for it, as `ms` in `--deadline-ms <ms>`. */
  readonly placeholder: string;
  /** Reads text (environment, flag, QMCONFIG) or a JSON value (config.json). */
  parse(raw: unknown, place: Place): Parsed<T>;
  /** The text that `parse` reads as this value. */
  format(value: T): string;
}

/** Where a relative path starts: it depends on the layer that gave it. */
export interface Place {
  resolve(path: string): string;
}

export type Parsed<T> = { readonly value: T } | undefined;

/** A whole number within a range, limits included. */
export function integer(
  min: number,
  max: number,
  noun = 'a number in range',
  unit = 'number',
): SettingType<number> {
  return {
    noun,
    allowed: `a whole number from ${min} to ${max}`,
    placeholder: unit,
    parse: (raw) => {
      const value =
        typeof raw === 'number' ? raw : /^\d{1,15}$/.test(trimmed(raw)) ? Number(raw) : Number.NaN;
      return Number.isInteger(value) && value >= min && value <= max ? { value } : undefined;
    },
    format: String,
  };
}

/** Milliseconds within a range. */
export function milliseconds(min: number, max: number): SettingType<number> {
  return { ...integer(min, max, 'a time in range', 'ms'), allowed: `${min} to ${max} milliseconds` };
}

export const port: SettingType<number> = integer(0, 65_535, 'a port', 'port');

/** One of a few words, in any case. */
export function choice<T extends string>(words: readonly T[]): SettingType<T> {
  return {
    noun: 'a known word',
    allowed: `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`,
    placeholder: words.join('|'),
    parse: (raw) => {
      const value = words.find((word) => word === trimmed(raw).toLowerCase());
      return value === undefined ? undefined : { value };
    },
    format: String,
  };
}

export const onOff: SettingType<boolean> = {
  noun: 'on or off',
  allowed: 'on, off, yes, no, true, false, 1 or 0',
  placeholder: 'on|off',
  parse: (raw) => {
    if (typeof raw === 'boolean') return { value: raw };
    const word = typeof raw === 'number' ? String(raw) : trimmed(raw).toLowerCase();
    if (['on', 'yes', 'true', '1'].includes(word)) return { value: true };
    return ['off', 'no', 'false', '0'].includes(word) ? { value: false } : undefined;
  },
  format: (value) => (value ? 'on' : 'off'),
};

/** One line of text of at most `longest` characters, without control characters. */
export function text(
  noun: string,
  longest = 255,
  allowed = `text of at most ${longest} characters`,
): SettingType<string> {
  return {
    noun,
    allowed,
    placeholder: 'text',
    parse: (raw) => {
      const value = trimmed(raw);
      return value !== '' && value.length <= longest && !/\p{Cc}/u.test(value) ? { value } : undefined;
    },
    format: String,
  };
}

/** An IP address or a host name. */
export const host: SettingType<string> = {
  noun: 'an address',
  allowed: 'an IP address or a host name',
  placeholder: 'address',
  parse: (raw) => {
    const value = trimmed(raw).replace(/^\[(.*)\]$/, '$1');
    return isIP(value) !== 0 || isHostName(value) ? { value } : undefined;
  },
  format: String,
};

/** A kind that may also be left out, and a word that says so, to overrule a lower layer. */
export function optional<T>(kind: SettingType<T>, word = 'none'): SettingType<T | undefined> {
  return {
    ...kind,
    allowed: `${kind.allowed}, or ${word}`,
    parse: (raw, place) =>
      trimmed(raw).toLowerCase() === word ? { value: undefined } : kind.parse(raw, place),
    format: (value) => (value === undefined ? word : kind.format(value)),
  };
}

/** Labels of letters, digits, hyphens and underscores; all digits and dots is a mistyped IPv4 address. */
export function isHostName(name: string): boolean {
  const label = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';
  return (
    name.length <= 253 && new RegExp(`^${label}(\\.${label})*\\.?$`, 'i').test(name) && !/^[\d.]+$/.test(name)
  );
}

/** Text without spaces around it; what is no text is the empty text, which no kind takes. */
export function trimmed(raw: unknown): string {
  return typeof raw === 'string' ? raw.trim() : '';
}

/** Several values: a JSON array, or text with commas or spaces between; `none` is the empty list. Repeats count once. */
export function listOf<T>(kind: SettingType<T>, noun: string, allowed: string): SettingType<readonly T[]> {
  return {
    noun,
    allowed: `${allowed}, with commas between, or none`,
    placeholder: 'list',
    parse: (raw, place) => {
      const entries = Array.isArray(raw)
        ? raw
        : splitList(typeof raw === 'number' ? String(raw) : trimmed(raw));
      if (entries === undefined) return undefined;
      const values = new Set<T>();
      for (const entry of entries) {
        const parsed = kind.parse(entry, place);
        if (parsed === undefined) return undefined;
        values.add(parsed.value);
      }
      return { value: [...values] };
    },
    format: (values) => (values.length === 0 ? 'none' : values.map(kind.format).join(',')),
  };
}

/** A JSON object of names and yes or no, as `{"BILLS": true}`. Only config.json can say it. */
export const namedSwitches: SettingType<Readonly<Record<string, boolean>>> = {
  noun: 'a list of files',
  allowed: 'an object of file names and true or false',
  placeholder: 'object',
  parse: (raw, place) => {
    if (trimmed(raw) === 'none') return { value: {} };
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
    const switches: [string, boolean][] = [];
    for (const [name, entry] of Object.entries(raw)) {
      const parsed = onOff.parse(entry, place);
      if (parsed === undefined || name.trim() === '') return undefined;
      switches.push([name.trim(), parsed.value]);
    }
    return { value: Object.fromEntries(switches) };
  },
  format: (value) => {
    const entries = Object.entries(value).map(([name, on]) => `${name}=${onOff.format(on)}`);
    return entries.length === 0 ? 'none' : entries.join(', ');
  },
};

function splitList(text: string): readonly string[] | undefined {
  if (text.toLowerCase() === 'none') return [];
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
  return entries.length === 0 ? undefined : entries;
}

/**
 * A path, made absolute where it was said: from the working folder for a flag or the environment, from the
 * file's own folder for QMCONFIG and config.json, so that a detached listener means the same place.
 */
export function path(noun: string): SettingType<string> {
  const line = text(noun, 1024);
  return {
    ...line,
    allowed: 'a path without quotes',
    placeholder: 'path',
    parse: (raw, place) => {
      const parsed = line.parse(raw, place);
      if (parsed === undefined || /^["']/.test(parsed.value)) return undefined;
      return { value: place.resolve(parsed.value) };
    },
  };
}

/** A program: a path, or a bare name that is looked for in PATH when it is needed. */
export const program: SettingType<string> = {
  ...path('a program'),
  allowed: 'a program name, or a path without quotes',
  placeholder: 'program',
  parse: (raw, place) => {
    const name = trimmed(raw);
    return /^[\w.-]+$/.test(name) ? { value: name } : path('a program').parse(raw, place);
  },
};

/**
 * A secret: any visible text, taken as it stands, spaces included. Its kind describes no value, so that no
 * message built from it can hold one.
 */
export function secret(longest: number): SettingType<string | undefined> {
  return {
    noun: 'usable',
    allowed: `1 to ${longest} characters without line breaks or control characters`,
    placeholder: 'secret',
    parse: (raw) => {
      const usable = typeof raw === 'string' && raw !== '' && raw.length <= longest && !/\p{Cc}/u.test(raw);
      return usable ? { value: raw } : undefined;
    },
    format: (value) => (value === undefined ? '(not set)' : '(set)'),
  };
}

/** A number of bytes: `10485760`, `10 MiB`, `150MB`, `1.5 GiB`; limits included, in bytes. */
export function byteSize(min: number, max: number): SettingType<number> {
  return {
    noun: 'a size in range',
    allowed: `${formatByteSize(min)} to ${formatByteSize(max)}, in bytes or with KiB, MiB, GiB, kB, MB or GB`,
    placeholder: 'bytes',
    parse: (raw) => {
      const value = typeof raw === 'number' ? raw : parseByteSize(trimmed(raw));
      return Number.isInteger(value) && value >= min && value <= max ? { value } : undefined;
    },
    format: formatByteSize,
  };
}

/**
 * An origin a browser client may come from: `https://hal.example:8443` allows exactly that, a bare host allows
 * any scheme and port of it. Kept as a browser's Origin header writes it: lower case, no default port.
 */
export const origin: SettingType<string> = {
  noun: 'an origin',
  allowed: 'an origin such as https://hal.example:8443, or a host name',
  placeholder: 'origin',
  parse: (raw) => {
    const entry = trimmed(raw).toLowerCase();
    const value = isHostName(entry) || isAddress(entry) ? entry : fullOrigin(entry);
    return value === undefined ? undefined : { value };
  },
  format: String,
};

function isAddress(entry: string): boolean {
  return isIP(entry.replace(/^\[(.*)\]$/, '$1')) !== 0;
}

/** Scheme, host and port; the schemes of desktop shells (`app://hal`) are as good as https. */
function fullOrigin(entry: string): string | undefined {
  const [, scheme, authority] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#@\\\s]+)\/?$/.exec(entry) ?? [];
  if (scheme === undefined || authority === undefined || !URL.canParse(entry)) return undefined;
  const { host, hostname } = new URL(entry);
  return isHostName(hostname) || isAddress(hostname) ? `${scheme}://${host}` : undefined;
}
