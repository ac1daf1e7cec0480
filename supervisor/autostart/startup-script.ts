import path from 'node:path';
import { doubleTrailingBackslashes } from '../../lib/text.ts';
import {
  AUTOSTART_NAME,
  type Autostart,
  type AutostartDependencies,
  type AutostartEntry,
  AutostartError,
} from './autostart.ts';
import { entryOfWindowsCommandLine } from './command-line.ts';
import { fileAutostart, toAutostartState } from './file-autostart.ts';
import { assertNoControlCharacters } from './text-formats.ts';

const STARTUP = 'Microsoft\\Windows\\Start Menu\\Programs\\Startup';

/**
 * At login on Windows, as operators do it by hand: a script in the Startup folder (`shell:startup`).
 *
 * @param appData the folder %APPDATA%
 */
export function startupScript({ files }: Pick<AutostartDependencies, 'files'>, appData: string): Autostart {
  const location = path.win32.join(appData, STARTUP, `${AUTOSTART_NAME}.cmd`);
  return fileAutostart(files, location, {
    write: scriptText,
    read: (text) => toAutostartState(entryOfScript(text)),
  });
}

/** @throws AutostartError */
export function scriptText(entry: AutostartEntry): string {
  assertNoControlCharacters(entry);
  const quote = entry.args.find((word) => word.includes('"'));
  // The shell and the program read a quote each in its own way.
  if (quote !== undefined)
    throw new AutostartError(`${quote} contains a quote, which a script cannot pass on.`);
  // In quotes all of it, since & and its like end a command elsewhere.
  const words = [entry.program, ...entry.args].map((word) => `"${doubleTrailingBackslashes(word)}"`);
  return ['@chcp 65001 >nul', `@${words.join(' ').replaceAll('%', '%%')}`, ''].join('\r\n');
}

export function entryOfScript(text: string): AutostartEntry | undefined {
  const line = text.split(/\r?\n/).find((one) => one.startsWith('@"'));
  return line === undefined ? undefined : entryOfWindowsCommandLine(line.slice(1).replaceAll('%%', '%'));
}
