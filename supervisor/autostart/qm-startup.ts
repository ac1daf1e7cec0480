import {
  type Autostart,
  type AutostartDependencies,
  type AutostartEntry,
  AutostartError,
} from './autostart.ts';
import { entryOfWindowsCommandLine, windowsCommandLine } from './command-line.ts';
import { entryOfScript, scriptText } from './startup-script.ts';
import { assertNoControlCharacters } from './text-formats.ts';

/** Characters QM keeps of the command (ScarletDME 2.6, config.h); a longer one would be written over what follows. */
const MAX_CHARACTERS = 80;
const LINE = /^[ \t]*STARTUP=(.*)$/m;

/**
 * When QM itself starts: its configuration parameter STARTUP=, which QM runs once in the account QMSYS. There is one, so
 * a command of somebody else's is left alone. Unproven on a QM.
 *
 * @param config QM's configuration file, as /etc/scarlet.conf; undefined where none was named or found
 * @param searchedFiles the places in which it was looked for
 * @param script a file for a command that is too long for QM: QM starts the script then
 */
export function qmStartup(
  { files }: Pick<AutostartDependencies, 'files'>,
  config: string | undefined,
  searchedFiles: readonly string[] = [],
  script?: string,
): Autostart {
  const why = `there is no QM configuration in ${searchedFiles.join(' or ')}: name the file with --qm-config`;
  const readConfig = (): string => {
    if (config === undefined) throw new AutostartError(`${why[0]?.toUpperCase()}${why.slice(1)}.`);
    const found = files.read(config)?.toString('latin1');
    if (found === undefined) throw new AutostartError(`There is no ${config}.`);
    return found;
  };
  /** @throws AutostartError */
  const commandOf = (entry: AutostartEntry): string => {
    if (script === undefined || commandLine(entry).length <= MAX_CHARACTERS) return startupCommand(entry);
    const command = startupCommand(scriptEntry(script));
    files.write(script, startScript(script, entry));
    return command;
  };
  /** What is behind a command: a script's program and words, where it is one of ours. */
  const resolveScript = (entry: AutostartEntry): AutostartEntry | undefined => {
    const scriptFile = [entry.program, ...entry.args].find((word) => /[\\/]qm-start(\.cmd)?$/.test(word));
    if (scriptFile === undefined) return entry;
    const text = files.read(scriptFile)?.toString('utf8');
    return text === undefined ? undefined : entryOfStartScript(text);
  };
  const writeConfig = (content: string): void => files.write(config ?? '', Buffer.from(content, 'latin1'));
  return {
    location: `STARTUP= in ${config ?? "QM's configuration (--qm-config)"}`,
    install: async (entry) => {
      const content = readConfig();
      const line = `STARTUP=${commandOf(entry)}`;
      const [old, command = ''] = LINE.exec(content) ?? [];
      if (old !== undefined && entryOfStartup(command) === undefined) {
        throw new AutostartError(
          `QM already has another STARTUP command: ${command.trim()}. Remove it first.`,
        );
      }
      if (old !== undefined) return writeConfig(content.replace(old, () => line));
      // In its section; without one there is nothing QM would read.
      if (!/^\[qm\]/im.test(content)) throw new AutostartError(`${config} has no section [qm].`);
      writeConfig(
        content.replace(/^\[qm\][^\n]*\n?/im, (head) => `${head.replace(/\r?\n?$/, '\n')}${line}\n`),
      );
    },
    remove: async () => {
      const content = readConfig();
      const [, command = ''] = LINE.exec(content) ?? [];
      if (entryOfStartup(command) !== undefined) writeConfig(content.replace(/^[ \t]*STARTUP=.*\r?\n?/m, ''));
      if (script !== undefined) files.remove(script);
    },
    read: async () => {
      if (config === undefined) return { kind: 'unknown', why };
      const [, command = ''] = LINE.exec(readConfig()) ?? [];
      const entry = entryOfStartup(command);
      if (entry === undefined) return { kind: 'absent' };
      const found = resolveScript(entry);
      if (found !== undefined) return { kind: 'installed', entry: found };
      return { kind: 'idle', why: `the script that QM starts is missing: ${command.trim()}` };
    },
  };
}

function commandLine(entry: AutostartEntry): string {
  return `SH ${windowsCommandLine(entry).replace(/^"([^"\s]+)"/, '$1')}`;
}

/** `watch` is the word by which a command is known for ours. */
function scriptEntry(script: string): AutostartEntry {
  return script.endsWith('.cmd')
    ? { program: script, args: ['watch'] }
    : { program: 'sh', args: [script, 'watch'] };
}

/** @throws AutostartError */
function startScript(script: string, entry: AutostartEntry): string {
  if (script.endsWith('.cmd')) return scriptText(entry);
  assertNoControlCharacters(entry);
  const words = [entry.program, ...entry.args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
  return [
    '#!/bin/sh',
    '# Written by "hal-listener autostart install qm".',
    `exec ${words.join(' ')}`,
    '',
  ].join('\n');
}

function entryOfStartScript(text: string): AutostartEntry | undefined {
  const line = /^exec (.*)$/m.exec(text)?.[1];
  if (line === undefined) return entryOfScript(text);
  const [program, ...args] = quotedWords(line);
  return program === undefined || program === '' ? undefined : { program, args };
}

/** The words of a shell's line that `startScript` wrote: each in single quotes, a blank between two. */
function quotedWords(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .replaceAll(QUOTE_IN_WORD, '\0')
    .split("' '")
    .map((word) => word.replaceAll('\0', "'"));
}

/** A single quote inside single quotes. */
const QUOTE_IN_WORD = `'\\''`;

/** `SH program words`: QM's verb for a command of the system. @throws AutostartError */
export function startupCommand(entry: AutostartEntry): string {
  assertNoControlCharacters(entry);
  const words = [entry.program, ...entry.args];
  const unsafe = words.find((word) => /["$`\\]/.test(word) && !/^[A-Za-z]:\\/.test(word));
  if (unsafe !== undefined)
    throw new AutostartError(`${unsafe} contains a character with a special meaning to the shell.`);
  const command = commandLine(entry);
  if (command.length <= MAX_CHARACTERS) return command;
  throw new AutostartError(
    `QM accepts at most ${MAX_CHARACTERS} characters, but the command has ${command.length}: ${command}. Use a link with a shorter path.`,
  );
}

/** Undefined where it is no command of ours. */
function entryOfStartup(command: string): AutostartEntry | undefined {
  const entry = /^SH /.test(command) ? entryOfWindowsCommandLine(command.slice(3).trim()) : undefined;
  return entry?.args.includes('watch') === true ? entry : undefined;
}
