import {
  type Autostart,
  type AutostartDependencies,
  type AutostartEntry,
  AutostartError,
  type AutostartMachine,
} from './autostart.ts';
import { entryOfWindowsCommandLine, windowsCommandLine } from './command-line.ts';
import { isQmPhantom } from './qm-entry.ts';
import { entryOfScript, scriptText } from './startup-script.ts';
import { assertNoControlCharacters } from './text-formats.ts';

/** Size of QM's buffer for the command (ScarletDME 2.6, config.h); a longer one would overwrite what follows it. */
const MAX_COMMAND_LENGTH = 80;
const LINE = /^[ \t]*STARTUP=(.*)$/m;

/**
 * Starts when QM starts, by its configuration parameter STARTUP=, which QM runs once in the account QMSYS. There is only
 * one, so a foreign command is not replaced. Not tested with a QM.
 *
 * @param config QM's configuration file, for example /etc/scarlet.conf; undefined if none was named or found
 * @param searchedFiles the places that were searched for it
 * @param script file of a script that QM starts if the command is too long for QM
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
    if (script === undefined || commandLine(entry).length <= MAX_COMMAND_LENGTH) return startupCommand(entry);
    const command = startupCommand(scriptEntry(script));
    files.write(script, startScript(script, entry));
    return command;
  };
  /** The entry of a command: that in the script, if the command starts one of ours. */
  const resolveScript = (entry: AutostartEntry): AutostartEntry | undefined => {
    const scriptFile = [entry.program, ...entry.args].find((argument) =>
      /[\\/]qm-start(\.cmd)?$/.test(argument),
    );
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
      // QM reads the parameter only in its own section.
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
      if (config === undefined) return { kind: 'unknown', why, isNotFound: true };
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

/** The command for the script; the argument `watch` marks it as ours. */
function scriptEntry(script: string): AutostartEntry {
  return script.endsWith('.cmd')
    ? { program: script, args: ['watch'] }
    : { program: 'sh', args: [script, 'watch'] };
}

/** @throws AutostartError */
function startScript(script: string, entry: AutostartEntry): string {
  if (script.endsWith('.cmd')) return scriptText(entry);
  assertNoControlCharacters(entry);
  const commandArguments = [entry.program, ...entry.args].map(
    (argument) => `'${argument.replaceAll("'", `'\\''`)}'`,
  );
  return [
    '#!/bin/sh',
    '# Written by "hal-listener autostart install qm".',
    `exec ${commandArguments.join(' ')}`,
    '',
  ].join('\n');
}

function entryOfStartScript(text: string): AutostartEntry | undefined {
  const line = /^exec (.*)$/m.exec(text)?.[1];
  if (line === undefined) return entryOfScript(text);
  const [program, ...args] = splitQuotedArguments(line);
  return program === undefined || program === '' ? undefined : { program, args };
}

/** Splits a shell line that `startScript` wrote: arguments in single quotes, separated by spaces. */
function splitQuotedArguments(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .replaceAll(ESCAPED_QUOTE, '\0')
    .split("' '")
    .map((argument) => argument.replaceAll('\0', "'"));
}

/** How a shell script writes a single quote inside single quotes. */
const ESCAPED_QUOTE = `'\\''`;

/** `SH program arguments`: QM's verb for a system command. @throws AutostartError */
export function startupCommand(entry: AutostartEntry): string {
  assertNoControlCharacters(entry);
  const commandArguments = [entry.program, ...entry.args];
  const unsafe = commandArguments.find(
    (argument) => /["$`\\]/.test(argument) && !/^[A-Za-z]:\\/.test(argument),
  );
  if (unsafe !== undefined)
    throw new AutostartError(`${unsafe} contains a character with a special meaning to the shell.`);
  const command = commandLine(entry);
  if (command.length <= MAX_COMMAND_LENGTH) return command;
  throw new AutostartError(
    `QM accepts at most ${MAX_COMMAND_LENGTH} characters, but the command has ${command.length}: ${command}. Use a link with a shorter path.`,
  );
}

/** Undefined if the command is not ours. */
function entryOfStartup(command: string): AutostartEntry | undefined {
  const entry = /^SH /.test(command) ? entryOfWindowsCommandLine(command.slice(3).trim()) : undefined;
  return entry !== undefined && (entry.args.includes('watch') || isQmPhantom(entry)) ? entry : undefined;
}

type ConfigSearch = Pick<AutostartMachine, 'platform' | 'env' | 'files'>;

/** The paths of QM's configuration by its installers, and by its environment variable (ScarletDME: SCARLET_CONFIG). */
export function defaultQmConfigs({
  platform,
  env,
}: Pick<ConfigSearch, 'platform' | 'env'>): readonly string[] {
  const named = env.SCARLET_CONFIG ? [env.SCARLET_CONFIG] : [];
  const usual =
    platform === 'win32'
      ? ['C:\\qmsys\\qmconfig', 'C:\\openqm\\qmconfig']
      : ['/etc/scarlet.conf', '/etc/qmconfig'];
  return [...named, ...usual];
}

/** Finds QM's configuration file: the first with QM's section; undefined if there is none. */
export function findQmConfig(machine: ConfigSearch): string | undefined {
  return defaultQmConfigs(machine).find((file) => isQmConfig(machine, file));
}

function isQmConfig({ files }: ConfigSearch, file: string): boolean {
  try {
    return /^\[qm\]/im.test(files.read(file)?.toString('latin1') ?? '');
  } catch {
    // This user may not read the file; --qm-config can still name it.
    return false;
  }
}
