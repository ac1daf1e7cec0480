import { truncate } from '../../lib/text.ts';
import { ConfigError, type SettingName, type Source } from './config.ts';
import { SETTINGS } from './settings.ts';

/** A value as it was given, with its source. */
export interface RawValue {
  readonly raw: unknown;
  readonly source: Source;
}

/** The error for an invalid value, on one line: `WEBSOCKET_PORT=70000 (environment) <problem>`. */
export function settingError(
  name: SettingName,
  rawValue: RawValue,
  problem: string,
  options?: ErrorOptions,
): ConfigError {
  const key = rawValue.source.kind === 'default' ? name : rawValue.source.key;
  return new ConfigError(
    `${key}=${formatRaw(name, rawValue.raw)} (${formatPlace(rawValue.source)}) ${problem}`,
    options,
  );
}

/** The problem of a value that its type does not allow. */
export function describeAllowed(name: SettingName): string {
  const { noun, allowed } = SETTINGS[name].kind;
  return `is not ${noun}: allowed is ${allowed}`;
}

/** A source as a listing shows it: `environment WEBSOCKET_PORT`. */
export function describeSource(source: Source): string {
  switch (source.kind) {
    case 'default':
      return 'default';
    case 'qmconfig':
    case 'file':
      return `${formatPlace(source)} ${source.key}`;
    case 'environment':
      return `environment ${source.key}`;
    case 'flag':
      return `flag ${source.key}`;
  }
}

function formatPlace(source: Source): string {
  switch (source.kind) {
    case 'default':
    case 'environment':
      return source.kind;
    case 'qmconfig':
      return `${source.file} line ${source.line}`;
    case 'file':
      return source.file;
    case 'flag':
      return 'command line';
  }
}

/** The value on one line, truncated; a secret is never shown. */
function formatRaw(name: SettingName, raw: unknown): string {
  if (raw === '' || raw === null) return '';
  if (SETTINGS[name].secret) return '(hidden)';
  const text = withoutCredentials(typeof raw === 'string' ? raw : JSON.stringify(raw));
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '?');
  return truncate(line, 80);
}

/** Hides the parts of an address that may be secret: the user before the host, and the query or fragment. */
function withoutCredentials(text: string): string {
  const [scheme, rest] = [text.slice(0, text.indexOf('://') + 3), text.slice(text.indexOf('://') + 3)];
  if (!text.includes('://')) return text;
  const address = rest.slice(rest.lastIndexOf('@') + 1);
  const query = address.search(/[?#]/);
  return `${scheme}${address === rest ? '' : '(hidden)@'}${query < 0 ? address : `${address.slice(0, query + 1)}(hidden)`}`;
}

/**
 * The known name that is most similar to a mistyped one; undefined if none is similar. Case and the separators `.`, `-`
 * and `_` do not count, so `max_connections` finds `maxConnections`.
 */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const normalizedName = normalize(name);
  let best: string | undefined;
  // A name with more than a third of its letters wrong is another name, not a typing error.
  let bestDistance = Math.floor(normalizedName.length / 3) + 1;
  for (const candidate of known) {
    const distance = editDistance(normalizedName, normalize(candidate));
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function normalize(name: string): string {
  return name.toLowerCase().replace(/[._-]/g, '').slice(0, 64);
}

/** Edit distance: letters to insert, remove, replace or swap with their neighbour. */
function editDistance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const cell = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= from.length; row += 1) {
    const next = [row];
    rows.push(next);
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      next.push(
        Math.min(
          cell(row - 1, column - 1) + (same ? 0 : 1),
          cell(row - 1, column) + 1,
          cell(row, column - 1) + 1,
          swapped ? cell(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return cell(from.length, to.length);
}
