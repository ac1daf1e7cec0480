import { createHash } from 'node:crypto';
import path from 'node:path';
import type { SettingProblem } from '../contract/panel-settings.ts';
import { isSecretVariable, isSettingVariable } from '../contract/settings.ts';
import { configFileOf, previousConfigFileOf } from '../lib/config-file.ts';
import { isAbsent } from '../lib/file-error.ts';
import { decodeText } from '../lib/text.ts';
import { rememberQm } from '../listener/account/example-rule.ts';
import { ConfigError } from '../listener/config/config.ts';
import { type ConfigEdit, editedConfig } from '../listener/config/config-edit.ts';
import { describeAllowed } from '../listener/config/errors.ts';
import { loadTolerant, type TolerantConfig } from '../listener/config/load.ts';
import { currentMachine, type Machine, withEnvironment } from '../listener/config/machine.ts';
import { createHome } from '../listener/home-folder.ts';
import { saveSettings } from '../supervisor/registry/settings-file.ts';

/** Changes config.json, for the commands and the panel alike: checked as the listener checks it, atomic, with a copy. */

/** config.json as it is now, and what its settings are checked with. */
export interface OpenedConfig {
  readonly home: string;
  readonly file: string;
  /** Undefined if there is no file. */
  readonly content: string | undefined;
  /** Identifies the content. */
  readonly stamp: string;
  readonly flags: Readonly<{ home?: string }>;
  /** Without settings of the environment, which would override the file. */
  readonly machine: Machine;
}

/**
 * @param flags the home, where a command line names it
 * @throws ConfigError, FileError, Node's file errors
 */
export function openConfig(env: Machine['env'], flags: OpenedConfig['flags']): OpenedConfig {
  const machine = withoutSettings(currentMachine(env));
  const { home } = loadTolerant({ flags, machine }).config;
  const file = configFileOf(home, machine.files.isDirectory);
  const content = readContent(file, machine);
  return { home, file, content, stamp: stampOf(content), flags, machine };
}

/** What would keep the edits from being saved: first of each value alone, then of all of them together. */
export function checkEdits(opened: OpenedConfig, edits: readonly ConfigEdit[]): readonly SettingProblem[] {
  const invalid = edits.flatMap((edit): readonly SettingProblem[] => {
    try {
      editedConfig(undefined, opened.file, [edit], placeOf(opened));
      return [];
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return [{ name: edit.name, message: `This ${describeAllowed(edit.name)}` }];
    }
  });
  if (invalid.length > 0) return invalid;
  try {
    return contentProblems(opened, edited(opened, edits)).map((message) => aboutOne(message, edits));
  } catch (error) {
    if (error instanceof ConfigError) return [{ message: error.message }];
    throw error;
  }
}

/** @param by who, as `panel (anna)` @throws ConfigError if a value is not allowed, Node's file errors */
export function saveEdits(opened: OpenedConfig, edits: readonly ConfigEdit[], by: string): void {
  saveContent(opened, edited(opened, edits), by);
}

/** The file as it was before its last change; undefined if it is not kept. @throws FileError, Node's file errors */
export function previousContent({ home, machine }: OpenedConfig): string | undefined {
  return readContent(previousConfigFileOf(home), machine);
}

/**
 * Writes a whole configuration.
 *
 * @param by who, as `panel (anna)`
 * @throws ConfigError if it brings a new error, Node's file errors
 */
export function saveContent(opened: OpenedConfig, content: string, by: string): void {
  const [problem] = contentProblems(opened, content);
  if (problem !== undefined) throw new ConfigError(problem);
  createHome(opened.home);
  saveSettings(opened.home, content, by);
  rememberQm(loadedWith(opened, content).config);
}

/** The errors that a content would bring which the file does not have now. */
export function contentProblems(opened: OpenedConfig, content: string): readonly string[] {
  const { errors } = loadedWith(opened, opened.content);
  return loadedWith(opened, content).errors.filter((line) => !errors.includes(line));
}

/** What the settings are with another content of the file, whatever the environment says. */
export function loadedWith(
  { flags, machine, file }: OpenedConfig,
  content: string | undefined,
): TolerantConfig {
  return loadTolerant({ flags, machine: withFileContent(machine, file, content) });
}

/** The content with edits, as it would be saved. @throws ConfigError if a value is not allowed */
export function edited(opened: OpenedConfig, edits: readonly ConfigEdit[]): string {
  return editedConfig(opened.content, opened.file, edits, placeOf(opened));
}

function placeOf({ machine }: OpenedConfig): { readonly resolve: (name: string) => string } {
  return { resolve: (name) => path.resolve(machine.cwd, name) };
}

/** Names the setting that a message is about, if it is one of those that are changed. */
function aboutOne(message: string, edits: readonly ConfigEdit[]): SettingProblem {
  const words = message.split(/[^A-Za-z0-9]/);
  const named = edits.filter(({ name }) => words.includes(name));
  const [only] = named;
  return named.length === 1 && only !== undefined ? { name: only.name, message } : { message };
}

function stampOf(content: string | undefined): string {
  return content === undefined ? 'none' : createHash('sha256').update(content).digest('hex');
}

function readContent(file: string, machine: Machine): string | undefined {
  try {
    return decodeText(machine.files.read(file), file);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

function withoutSettings(machine: Machine): Machine {
  const remaining = Object.entries(machine.env).filter(
    ([name]) => !isSettingVariable(name) && !isSecretVariable(name),
  );
  return withEnvironment(machine, Object.fromEntries(remaining));
}

/** The same machine, except that `file` has the given content, or does not exist if that is undefined. */
export function withFileContent(machine: Machine, file: string, content: string | undefined): Machine {
  const read = (name: string): Uint8Array => {
    if (name !== file) return machine.files.read(name);
    if (content !== undefined) return Buffer.from(content);
    throw Object.assign(new Error('there is no such file'), { code: 'ENOENT' });
  };
  return Object.create(machine, { files: { value: { ...machine.files, read } } });
}
