import { isIP } from 'node:net';

/**
 * A kind of value: how it is read, written and described. `allowed` ends the sentence
 * "WEBSOCKET_PORT=70000 (environment) is not a port: allowed is ...".
 */
export interface Kind<T> {
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
export function integer(min: number, max: number, noun = 'a number in range', unit = 'number'): Kind<number> {
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
export function milliseconds(min: number, max: number): Kind<number> {
  return { ...integer(min, max, 'a time in range', 'ms'), allowed: `${min} to ${max} milliseconds` };
}

export const port: Kind<number> = integer(0, 65_535, 'a port', 'port');

/** One of a few words, in any case. */
export function choice<T extends string>(words: readonly T[]): Kind<T> {
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

export const onOff: Kind<boolean> = {
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
): Kind<string> {
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
export const host: Kind<string> = {
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
export function optional<T>(kind: Kind<T>, word = 'none'): Kind<T | undefined> {
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
