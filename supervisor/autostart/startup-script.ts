import path from 'node:path';
import { doubleTrailingBackslashes } from '../../lib/text.ts';
import {
  AUTOSTART_NAME,
  type Autostart,
  type AutostartDependencies,
  type AutostartEntry,
  AutostartError,
  fileAutostart,
  toAutostartState,
} from './autostart.ts';
import { entryOfWindowsCommandLine } from './command-line.ts';
import { assertNoControlCharacters } from './text-formats.ts';

const STARTUP = 'Microsoft\\Windows\\Start Menu\\Programs\\Startup';

/**
 * Starts at login on Windows, by a script in the Startup folder (`shell:startup`).
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
  const quote = entry.args.find((argument) => argument.includes('"'));
  // The shell and the program interpret a quote differently.
  if (quote !== undefined)
    throw new AutostartError(`${quote} contains a quote, which a script cannot pass on.`);
  // Everything is quoted, because & and similar characters would end the command.
  const quotedArguments = [entry.program, ...entry.args].map(
    (argument) => `"${doubleTrailingBackslashes(argument)}"`,
  );
  return ['@chcp 65001 >nul', `@${quotedArguments.join(' ').replaceAll('%', '%%')}`, ''].join('\r\n');
}

export function entryOfScript(text: string): AutostartEntry | undefined {
  const line = text.split(/\r?\n/).find((candidate) => candidate.startsWith('@"'));
  return line === undefined ? undefined : entryOfWindowsCommandLine(line.slice(1).replaceAll('%%', '%'));
}
