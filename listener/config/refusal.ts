import { truncate } from '../../lib/truncate.ts';
import { ConfigError, type SettingName, type Source } from './config.ts';
import { SETTINGS } from './settings.ts';

/** A value as somebody gave it, and where. */
export interface Given {
  readonly raw: unknown;
  readonly source: Source;
}

/** The error for a value that cannot be used, as `WEBSOCKET_PORT=70000 (environment) <problem>`, on one line. */
export function refusal(
  name: SettingName,
  given: Given,
  problem: string,
  options?: ErrorOptions,
): ConfigError {
  const key = given.source.kind === 'default' ? name : given.source.key;
  return new ConfigError(`${key}=${shown(name, given.raw)} (${place(given.source)}) ${problem}`, options);
}

/** The problem of a value that its kind does not take. */
export function notAllowed(name: SettingName): string {
  const { noun, allowed } = SETTINGS[name].kind;
  return `is not ${noun}: allowed is ${allowed}`;
}

/** A source in words, as a listing shows it: `environment WEBSOCKET_PORT`. */
export function sourceInWords(source: Source): string {
  switch (source.kind) {
    case 'default':
      return 'default';
    case 'qmconfig':
    case 'file':
      return `${place(source)} ${source.key}`;
    case 'environment':
      return `environment ${source.key}`;
    case 'flag':
      return `flag ${source.key}`;
  }
}

function place(source: Source): string {
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

/** The value on one line and not too long; a secret is never shown. */
function shown(name: SettingName, raw: unknown): string {
  if (raw === '' || raw === null) return '';
  if (SETTINGS[name].secret) return '(hidden)';
  const text = withoutCredentials(typeof raw === 'string' ? raw : JSON.stringify(raw));
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '?');
  return truncate(line, 80);
}

/** An address without what may be secret in it: the user before the host, and the query. */
function withoutCredentials(text: string): string {
  const [scheme, rest] = [text.slice(0, text.indexOf('://') + 3), text.slice(text.indexOf('://') + 3)];
  if (!text.includes('://')) return text;
  const address = rest.slice(rest.lastIndexOf('@') + 1);
  const query = address.indexOf('?');
  return `${scheme}${address === rest ? '' : '(hidden)@'}${query < 0 ? address : `${address.slice(0, query)}?(hidden)`}`;
}
