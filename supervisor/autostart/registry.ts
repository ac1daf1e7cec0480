import { decodeText, oneLine, trimEnd } from '../../lib/text.ts';
import type { RunTool } from '../platform/run-tool.ts';
import type { AutostartFiles } from './autostart.ts';

/** A value of the registry, as reg.exe shows it. */
export type RegistryValue =
  | { readonly kind: 'value'; readonly type: string; readonly data: string }
  | { readonly kind: 'absent' }
  /** It could not be read: reg.exe fails the same way for a missing value and for a refused one. */
  | { readonly kind: 'unknown'; readonly why: string };

const ABSENT: RegistryValue = { kind: 'absent' };

/**
 * Reads a value. What reg.exe says of a failure is translated, so a value counts as absent only if a list shows that it, or
 * a key on its path, is not there.
 *
 * @param key with `HKCU` or `HKLM` at its beginning
 */
export async function readRegistry(run: RunTool, key: string, name: string): Promise<RegistryValue> {
  const query = (...words: readonly string[]): Promise<string> =>
    run('reg.exe', ['query', ...words], 'query');
  const missingKey = async (path: string): Promise<boolean> => {
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('\\')));
    if (parent === '') return false;
    try {
      return !listsKey(await query(parent), path);
    } catch {
      return missingKey(parent);
    }
  };
  try {
    return registryValue(await query(key, '/v', name), name) ?? unknown(`reg.exe shows no value ${name}`);
  } catch (error) {
    const why = unknown(oneLine(error));
    try {
      return registryValue(await query(key), name) === undefined ? ABSENT : why;
    } catch {
      return (await missingKey(key)) ? ABSENT : why;
    }
  }
}

function unknown(why: string): RegistryValue {
  return { kind: 'unknown', why };
}

/** Where a key may be exported to. */
export interface RegistryExport {
  readonly files: AutostartFiles;
  /** Path of a temporary file. */
  readonly temporaryFile: string;
}

/**
 * As `readRegistry`, for a value with letters of any country: what reg.exe prints is in the console's code page, where a
 * letter that it does not have is a question mark. An exported file is UTF-16.
 */
export async function readRegistryText(
  run: RunTool,
  key: string,
  name: string,
  { files, temporaryFile }: RegistryExport,
): Promise<RegistryValue> {
  const found = await readRegistry(run, key, name);
  if (found.kind !== 'value' || !/[?\uFFFD]/.test(found.data)) return found;
  try {
    await run('reg.exe', ['export', key, temporaryFile, '/y']);
    const content = files.read(temporaryFile);
    const data = content && exportedValue(decodeText(content, temporaryFile), name);
    return data === undefined ? found : { ...found, data };
  } catch {
    return found;
  } finally {
    files.remove(temporaryFile);
  }
}

/** A text in a file of `reg export`; undefined if there is none, or in another form. */
function exportedValue(text: string, name: string): string | undefined {
  const head = `"${name}"=`;
  // A long line is continued after a backslash.
  const lines = text.replaceAll(/\\\r?\n */g, '').split(/\r?\n/);
  const value = lines.find((one) => one.startsWith(head))?.slice(head.length) ?? '';
  if (value.length > 1 && value.startsWith('"') && value.endsWith('"'))
    return value.slice(1, -1).replaceAll(/\\(.)/g, '$1');
  const [, bytes] = /^hex\(2\):([0-9a-f,]+)$/i.exec(value) ?? [];
  return bytes === undefined
    ? undefined
    : trimEnd(Buffer.from(bytes.replaceAll(',', ''), 'hex').toString('utf16le'), '\0');
}

/** A value in the output of `reg query`: name, type and data, separated by four spaces. */
export function registryValue(
  output: string,
  name: string,
): Extract<RegistryValue, { readonly kind: 'value' }> | undefined {
  for (const line of output.split(/\r?\n/)) {
    const rest = line.startsWith(`    ${name}    `) ? line.slice(8 + name.length) : undefined;
    const [, type, data = ''] = /^(REG_\w+)(?: {4}(.*))?$/.exec(rest ?? '') ?? [];
    if (type !== undefined) return { kind: 'value', type, data };
  }
  return undefined;
}

/** Whether the keys below a key, of which each is a line with its whole path, contain one. */
function listsKey(output: string, key: string): boolean {
  const wanted = key
    .replace(/^HKCU/, 'HKEY_CURRENT_USER')
    .replace(/^HKLM/, 'HKEY_LOCAL_MACHINE')
    .toLowerCase();
  return output.split(/\r?\n/).some((line) => line.trim().toLowerCase() === wanted);
}
