import { isIP } from 'node:net';
import { formatIpNetwork, parseIpNetwork } from '../../lib/ip-address.ts';
import { formatByteSize, parseByteSize } from '../../lib/text.ts';

/**
 * A type of setting: how its values are parsed, formatted and described. `allowed` completes the sentence
 * "WEBSOCKET_PORT=70000 (environment) is not a port: allowed is ...".
 */
export interface SettingType<T> {
  /** For example `a port`. */
  readonly noun: string;
  readonly allowed: string;
  /** The value's name in help, as `ms` in `--deadline-ms <ms>`. */
  readonly placeholder: string;
  /** Parses text (environment, flag, QMCONFIG) or a JSON value (config.json); undefined if it is not allowed. */
  parse(raw: unknown, place: Place): Parsed<T>;
  /** Formats a value such that `parse` reads it back. */
  format(value: T): string;
}

/** Resolves a relative path, whose base depends on the layer that contains it. */
export interface Place {
  resolve(path: string): string;
}

export type Parsed<T> = { readonly value: T } | undefined;

/** A whole number in a range, limits included. */
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
        typeof raw === 'number' ? raw : /^\d{1,15}$/.test(trimText(raw)) ? Number(raw) : Number.NaN;
      return Number.isInteger(value) && value >= min && value <= max ? { value } : undefined;
    },
    format: String,
  };
}

/** Milliseconds in a range. */
export function milliseconds(min: number, max: number): SettingType<number> {
  return { ...integer(min, max, 'a time in range', 'ms'), allowed: `${min} to ${max} milliseconds` };
}

export const port: SettingType<number> = integer(0, 65_535, 'a port', 'port');

/** One of several words, in any case. */
export function choice<T extends string>(choices: readonly T[]): SettingType<T> {
  return {
    noun: 'a known word',
    allowed: `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`,
    placeholder: choices.join('|'),
    parse: (raw) => {
      const value = choices.find((word) => word === trimText(raw).toLowerCase());
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
    const word = typeof raw === 'number' ? String(raw) : trimText(raw).toLowerCase();
    if (['on', 'yes', 'true', '1'].includes(word)) return { value: true };
    return ['off', 'no', 'false', '0'].includes(word) ? { value: false } : undefined;
  },
  format: (value) => (value ? 'on' : 'off'),
};

/** One line of text of at most `longest` characters, without control characters. */
export function text(
  noun: string,
  maxLength = 255,
  allowed = `text of at most ${maxLength} characters`,
): SettingType<string> {
  return {
    noun,
    allowed,
    placeholder: 'text',
    parse: (raw) => {
      const value = trimText(raw);
      return value !== '' && value.length <= maxLength && !/\p{Cc}/u.test(value) ? { value } : undefined;
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
    const value = trimText(raw).replace(/^\[(.*)\]$/, '$1');
    return isIP(value) !== 0 || isHostName(value) ? { value } : undefined;
  },
  format: String,
};

/** An IP address, or a network whose address has no bits set behind its prefix; the value is in canonical form. */
export const network: SettingType<string> = {
  noun: 'an address or network',
  allowed:
    'IP addresses and networks such as 10.0.0.0/8 or 2001:db8::/32 (no names, no bits behind the prefix)',
  placeholder: 'address',
  parse: (raw) => {
    const value = parseIpNetwork(trimText(raw));
    return value === undefined ? undefined : { value: formatIpNetwork(value) };
  },
  format: String,
};

/** A type whose value may be unset by a word, which overrides a lower layer. */
export function optional<T>(kind: SettingType<T>, word = 'none'): SettingType<T | undefined> {
  return {
    ...kind,
    allowed: `${kind.allowed}, or ${word}`,
    parse: (raw, place) =>
      trimText(raw).toLowerCase() === word ? { value: undefined } : kind.parse(raw, place),
    format: (value) => (value === undefined ? word : kind.format(value)),
  };
}

/** Whether a name consists of valid labels. A name of only digits and dots is a mistyped IPv4 address. */
export function isHostName(name: string): boolean {
  const label = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';
  return (
    name.length <= 253 && new RegExp(`^${label}(\\.${label})*\\.?$`, 'i').test(name) && !/^[\d.]+$/.test(name)
  );
}

/** Text without surrounding spaces; for anything but text the empty string, which no type allows. */
export function trimText(raw: unknown): string {
  return typeof raw === 'string' ? raw.trim() : '';
}

/** Several values: a JSON array, or text separated by commas or spaces; `none` is the empty list. Duplicates are removed. */
export function listOf<T>(kind: SettingType<T>, noun: string, allowed: string): SettingType<readonly T[]> {
  return {
    noun,
    allowed: `${allowed}, with commas between, or none`,
    placeholder: 'list',
    parse: (raw, place) => {
      const entries = Array.isArray(raw)
        ? raw
        : splitList(typeof raw === 'number' ? String(raw) : trimText(raw));
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

/** A JSON object of names and booleans, for example `{"BILLS": true}`; for config.json only. */
export const namedSwitches: SettingType<Readonly<Record<string, boolean>>> = {
  noun: 'a list of files',
  allowed: 'an object of file names and true or false',
  placeholder: 'object',
  parse: (raw, place) => {
    if (trimText(raw) === 'none') return { value: {} };
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
 * A path, made absolute: from the working folder for a flag or the environment, from the file's own folder for QMCONFIG
 * and config.json, so that a detached listener uses the same path.
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

/** A program: a path, or a bare name that is searched for in PATH when it is needed. */
export const program: SettingType<string> = {
  ...path('a program'),
  allowed: 'a program name, or a path without quotes',
  placeholder: 'program',
  parse: (raw, place) => {
    const name = trimText(raw);
    return /^[\w.-]+$/.test(name) ? { value: name } : path('a program').parse(raw, place);
  },
};

/**
 * A secret: any visible text, spaces included. The type never formats a value, so that no message contains one.
 */
export function secret(maxLength: number): SettingType<string | undefined> {
  return {
    noun: 'usable',
    allowed: `1 to ${maxLength} characters without line breaks or control characters`,
    placeholder: 'secret',
    parse: (raw) => {
      const isValid =
        typeof raw === 'string' && raw !== '' && raw.length <= maxLength && !/\p{Cc}/u.test(raw);
      return isValid ? { value: raw } : undefined;
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
      const value = typeof raw === 'number' ? raw : parseByteSize(trimText(raw));
      return Number.isInteger(value) && value >= min && value <= max ? { value } : undefined;
    },
    format: formatByteSize,
  };
}

/**
 * An origin of browser clients: `https://hal.example:8443` allows exactly that, a bare host any scheme and port of it. The
 * value is in the form of a browser's Origin header: lower case, no default port.
 */
export const origin: SettingType<string> = {
  noun: 'an origin',
  allowed: 'an origin such as https://hal.example:8443, or a host name',
  placeholder: 'origin',
  parse: (raw) => {
    const entry = trimText(raw).toLowerCase();
    const value = isHostName(entry) || isAddress(entry) ? entry : fullOrigin(entry);
    return value === undefined ? undefined : { value };
  },
  format: String,
};

function isAddress(entry: string): boolean {
  return isIP(entry.replace(/^\[(.*)\]$/, '$1')) !== 0;
}

/** Scheme, host and port; the schemes of desktop apps (`app://hal`) are allowed too. */
function fullOrigin(entry: string): string | undefined {
  const [, scheme, authority] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#@\\\s]+)\/?$/.exec(entry) ?? [];
  if (scheme === undefined || authority === undefined || !URL.canParse(entry)) return undefined;
  const { host, hostname } = new URL(entry);
  return isHostName(hostname) || isAddress(hostname) ? `${scheme}://${host}` : undefined;
}
