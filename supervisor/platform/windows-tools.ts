import path from 'node:path';
import { decodeCodePage, tryDecodeUtf8 } from '../../lib/code-page.ts';
import { absoluteFolder } from '../../lib/user.ts';

/** Where the tools of Windows are, and how their output is read. */

/** Folders below System32 of tools that are not in it. */
const SUBFOLDERS: Readonly<Record<string, string>> = { 'powershell.exe': 'WindowsPowerShell\\v1.0' };

/**
 * The whole path of a tool of Windows, which otherwise is searched first in the current folder and then in the PATH, where
 * another user may have put a program of the same name. A path is returned as it is.
 */
export function systemToolPath(program: string, env: Readonly<Record<string, string | undefined>>): string {
  if (/[\\/]/.test(program)) return program;
  const root = absoluteFolder(env.SystemRoot ?? env.SYSTEMROOT ?? env.windir, path.win32) ?? 'C:\\Windows';
  return path.win32.join(root, 'System32', SUBFOLDERS[program.toLowerCase()] ?? '', program);
}

/** Characters that cmd.exe takes literally, inside quotes too. */
const PLAIN = /^[\p{L}\p{N} _.:\\/,=*+-]*$/u;

/**
 * The arguments of cmd.exe that run a tool in a console of UTF-8. Tools convert their output to the console's code page,
 * which has letters of one country only: `表計` comes as `??` from a German Windows.
 *
 * @returns undefined if an argument has a character that cmd.exe would interpret
 */
export function utf8ConsoleArguments(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] | undefined {
  const words = [systemToolPath(program, env), ...args];
  if (!words.every((word) => PLAIN.test(word))) return undefined;
  const quoted = words.map((word) => (/^[\w./:\\-]+$/.test(word) ? word : `"${word}"`));
  return ['/d', '/s', '/c', `"${systemToolPath('chcp.com', env)} 65001 >nul & ${quoted.join(' ')}"`];
}

/** The number in the output of `chcp`, whose words are translated: `Aktive Codepage: 850.` */
export function parseCodePage(output: string): number | undefined {
  const [, digits] = /(\d{3,5})\D*$/.exec(output.slice(0, 200)) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** Decodes what a tool wrote: UTF-8 where it is that, which text of another code page practically never is. */
export async function decodeToolOutput(bytes: Uint8Array, codePage: () => Promise<number>): Promise<string> {
  return tryDecodeUtf8(bytes) ?? decodeCodePage(bytes, await codePage());
}
