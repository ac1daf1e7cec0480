import path from 'node:path';
import { doubleTrailingBackslashes, oneLine } from '../../lib/text.ts';
import {
  AUTOSTART_NAME,
  type Autostart,
  type AutostartDependencies,
  type AutostartEntry,
  AutostartError,
  type AutostartState,
  type AutostartVia,
  toAutostartState,
} from './autostart.ts';
import { entryOfWindowsCommandLine } from './command-line.ts';
import { approve, readApproval } from './startup-approval.ts';
import { assertNoControlCharacters } from './text-formats.ts';

const STARTUP = 'Microsoft\\Windows\\Start Menu\\Programs\\Startup';

/** The script of each way to start; the second is the one that QM's administrators know. */
const SCRIPTS = { listener: `${AUTOSTART_NAME}.cmd`, qm: 'start_hal_websocket.bat' } as const;

export interface StartupFolder {
  /** The folder %APPDATA%, or %ProgramData% for all users. */
  readonly folder: string;
  readonly allUsers?: boolean;
  readonly via?: AutostartVia;
}

/**
 * Starts at login on Windows, by a script in the Startup folder (`shell:startup`, for all users `shell:common startup`).
 *
 * Task Manager can switch a script off as it can an entry of the Run key.
 */
export function startupScript(
  { files, run }: AutostartDependencies,
  { folder, allUsers = false, via = 'listener' }: StartupFolder,
): Autostart {
  const place = (name: string): string => path.win32.join(folder, STARTUP, name);
  const location = place(SCRIPTS[via]);
  const other = place(SCRIPTS[via === 'qm' ? 'listener' : 'qm']);
  const approval = (file: string) =>
    ({
      hive: allUsers ? 'HKLM' : 'HKCU',
      list: 'StartupFolder',
      name: path.win32.basename(file),
    }) as const;
  const readFile = async (file: string): Promise<AutostartState> => {
    const text = files.read(file)?.toString('utf8');
    if (text === undefined) return { kind: 'absent' };
    return (await readApproval(run, approval(file))) ?? toAutostartState(entryOfScript(text));
  };
  return {
    get location() {
      const isOther = files.read(location) === undefined && files.read(other) !== undefined;
      return isOther ? other : location;
    },
    install: async (entry) => {
      files.write(location, scriptText(entry));
      // Both would start a listener.
      files.remove(other);
      await approve(run, approval(location)).catch((error: unknown) => {
        throw new AutostartError(`It stays switched off, as it was in Task Manager: ${oneLine(error)}`);
      });
    },
    remove: async () => {
      files.remove(location);
      files.remove(other);
    },
    read: async () => {
      const state = await readFile(location);
      return state.kind === 'absent' ? readFile(other) : state;
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
