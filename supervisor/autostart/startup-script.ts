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

/** The script of each way to start; the second is the one that QM's administrators know. */
const SCRIPTS = { listener: `${AUTOSTART_NAME}.cmd`, qm: 'start_hal_websocket.bat' } as const;

/**
 * Starts at login on Windows, by a script in the Startup folder (`shell:startup`, for all users `shell:common startup`).
 *
 * @param folder the folder %APPDATA%, or %ProgramData% for all users
 */
export function startupScript(
  { files }: Pick<AutostartDependencies, 'files'>,
  folder: string,
  via: keyof typeof SCRIPTS = 'listener',
): Autostart {
  const place = (name: string): string => path.win32.join(folder, STARTUP, name);
  const location = place(SCRIPTS[via]);
  const other = place(SCRIPTS[via === 'qm' ? 'listener' : 'qm']);
  const script = fileAutostart(files, location, {
    write: scriptText,
    read: (text) => toAutostartState(entryOfScript(text)),
  });
  return {
    get location() {
      const isOther = files.read(location) === undefined && files.read(other) !== undefined;
      return isOther ? other : location;
    },
    install: async (entry) => {
      await script.install(entry);
      // Both would start a listener.
      files.remove(other);
    },
    remove: async () => {
      files.remove(location);
      files.remove(other);
    },
    read: async () => {
      const state = await script.read();
      const text = files.read(other)?.toString('utf8');
      return state.kind === 'absent' && text !== undefined ? toAutostartState(entryOfScript(text)) : state;
    },
  };
}

/** @throws AutostartError */
export function scriptText(entry: AutostartEntry): string {
  assertNoControlCharacters(entry);
  const quote = entry.args.find((argument) => argument.includes('"'));
  // The shell and the program interpret a quote differently.
  if (quote !== undefined)
    throw new AutostartError(`${quote} contains a quote, which a script cannot pass on.`);
  const words = [entry.program, ...entry.args].map(quoteForScript);
  return ['@chcp 65001 >nul', `@${words.join(' ').replaceAll('%', '%%')}`, ''].join('\r\n');
}

/** Quotes what is not plain, because & and similar characters would end the command. */
function quoteForScript(word: string): string {
  return /^[\w\\/:.-]+$/.test(word) ? word : `"${doubleTrailingBackslashes(word)}"`;
}

export function entryOfScript(text: string): AutostartEntry | undefined {
  const line = text
    .split(/\r?\n/)
    .map((candidate) => candidate.trim().replace(/^@/, ''))
    // A script that somebody wrote by hand begins with "echo off", and may have remarks.
    .find((candidate) => candidate !== '' && !/^(?:chcp|echo|rem|setlocal|::)(?:\s|$)/i.test(candidate));
  return line === undefined ? undefined : entryOfWindowsCommandLine(line.replaceAll('%%', '%'));
}
