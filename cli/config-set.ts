import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { isSecretVariable, isSettingVariable } from '../contract/settings.ts';
import { configFileOf, writeConfigFile } from '../lib/config-file.ts';
import { isAbsent } from '../lib/file-error.ts';
import { decodeText } from '../lib/text.ts';
import { rememberQm } from '../listener/account/example-rule.ts';
import { ConfigError, type SettingName } from '../listener/config/config.ts';
import { type ConfigEdit, editedConfig, settingNamed } from '../listener/config/config-edit.ts';
import { didYouMean } from '../listener/config/errors.ts';
import { loadTolerant, type TolerantConfig } from '../listener/config/load.ts';
import {
  currentMachine,
  environmentValue,
  type Machine,
  withEnvironment,
} from '../listener/config/machine.ts';
import { flagOf, SETTING_NAMES, SETTINGS } from '../listener/config/settings.ts';
import { createHome } from '../listener/home-folder.ts';
import { isRunningListener } from '../supervisor/registry/find-listeners.ts';
import { notes } from './help.ts';
import { addSettingFlags, flagValues } from './setting-flags.ts';
import { readOnlySupervision } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const SET_EXAMPLES = `
The value is checked as the listener checks it, and config.json is replaced atomically, readable only by you. Name a
setting as in "hal-listener config", by its variable or by its QMCONFIG key. Without a value, the command asks for it or
reads it from standard input. Secrets are not accepted on the command line, where other users can see them.

Examples:
  hal-listener config set token                     asks for the token, without showing what you type
  hal-listener config set token --generate          generates one, and shows it once
  hal-listener config set port 9000
  hal-listener config set tlsKey key.pem tlsCert cert.pem
  hal-listener config set qmPassword < password.txt
`;

/** `hal-listener config set KEY [VALUE]`: saves settings in config.json. */
export function configSetVerb(terminal: Terminal): Command {
  const command = new Command('set')
    .description('save a setting in config.json')
    .argument('<words...>', 'name and value; several pairs are saved together')
    .option('--generate', 'generate a random token')
    .addHelpText('after', notes(SET_EXAMPLES));
  return addSettingFlags(command, ['home']).action(
    async (args: readonly string[], { generate = false }: { readonly generate?: boolean }) => {
      const edits = await editsOf(args, generate, terminal);
      const file = writeEdits(edits, command, terminal);
      for (const { name } of edits) terminal.out(`${name} is set in ${file}.\n`);
      const [generated] = generate ? edits : [];
      if (generated?.raw !== undefined) terminal.out(`For your clients: ${generated.raw}\n`);
      await printNextStep(edits, command, terminal);
    },
  );
}

/** `hal-listener config unset KEY`: removes settings from config.json. */
export function configUnsetVerb(terminal: Terminal): Command {
  const command = new Command('unset')
    .description('remove settings from config.json')
    .argument('<names...>', 'as "hal-listener config" lists them');
  return addSettingFlags(command, ['home']).action(async (args: readonly string[]) => {
    const edits = args.map((text) => ({ name: settingNameOf(text), raw: undefined }));
    const file = writeEdits(edits, command, terminal);
    for (const { name } of edits) terminal.out(`${name} is no longer set in ${file}.\n`);
    await printNextStep(edits, command, terminal);
  });
}

async function editsOf(
  args: readonly string[],
  generate: boolean,
  terminal: Terminal,
): Promise<readonly ConfigEdit[]> {
  const [text = '', ...more] = args;
  if (more.length === 0) {
    const name = settingNameOf(text);
    return [{ name, raw: generate ? generateValue(name) : await askForValue(name, terminal) }];
  }
  if (generate || args.length % 2 === 1) {
    throw new CliFailure('Give a name and its value, or several such pairs.', EXIT.usage);
  }
  const edits: ConfigEdit[] = [];
  for (let index = 0; index < args.length; index += 2) {
    const name = settingNameOf(args[index] ?? '');
    if (SETTINGS[name].secret) {
      throw new CliFailure(
        `${name} is a secret, which other users could see in a command line. Run "hal-listener config set ${name}" and type it when asked.`,
        EXIT.usage,
      );
    }
    edits.push({ name, raw: args[index + 1] ?? '' });
  }
  return edits;
}

function generateValue(name: SettingName): string {
  if (name !== 'token') throw new CliFailure('--generate is for token only.', EXIT.usage);
  return randomBytes(24).toString('base64url');
}

async function askForValue(name: SettingName, terminal: Terminal): Promise<string> {
  const question = `${name}, ${SETTINGS[name].description}: `;
  const prompt = SETTINGS[name].secret ? terminal.askSecret : terminal.ask;
  if (prompt !== undefined) return prompt(question);
  if (terminal.input !== undefined) return (await terminal.input()).replace(/\r?\n$/, '');
  throw new CliFailure(`There is no value for ${name}: pass it on standard input.`, EXIT.usage);
}

/** @throws CliFailure if there is no such setting, or if it cannot be set in config.json */
function settingNameOf(text: string): SettingName {
  const name = settingNamed(text);
  if (name === undefined) {
    const suggestion = didYouMean(text, SETTING_NAMES);
    const advice =
      suggestion === undefined ? '"hal-listener config" lists the settings' : `did you mean ${suggestion}?`;
    throw new CliFailure(`${text} is not a setting: ${advice}`, EXIT.usage);
  }
  if (SETTINGS[name].file !== false) return name;
  throw new CliFailure(
    `${name} cannot be set in config.json, because it determines where config.json is: use ${SETTINGS[name].env} or ${flagOf(name)}`,
    EXIT.usage,
  );
}

/** @returns the path of config.json @throws CliFailure if a value is not allowed or the file cannot be written */
function writeEdits(edits: readonly ConfigEdit[], command: Command, terminal: Terminal): string {
  // The environment would override the file, so the file is checked without it.
  const machine = withoutSettings(currentMachine(terminal.env));
  const flags = { ...(command.parent === null ? {} : homeOf(command.parent)), ...homeOf(command) };
  try {
    const { config } = loadTolerant({ flags, machine });
    const file = configFileOf(config.home, machine.files.isDirectory);
    const before = readContent(file, machine);
    const place = { resolve: (name: string) => path.resolve(machine.cwd, name) };
    const after = editedConfig(before, file, edits, place);
    const [previous, next] = [before, after].map((content) =>
      loadTolerant({ flags, machine: withFileContent(machine, file, content) }),
    );
    const problem = newProblem(previous, next);
    if (problem !== undefined) throw new ConfigError(problem);
    createHome(config.home);
    writeConfigFile(config.home, after);
    if (next !== undefined) rememberQm(next.config);
    return file;
  } catch (error) {
    if (error instanceof ConfigError)
      throw new CliFailure(`Nothing was changed: ${error.message}`, EXIT.badConfiguration);
    if (error instanceof Error && 'code' in error) {
      throw new CliFailure(`Nothing was changed: ${error.message}`, EXIT.failed);
    }
    throw error;
  }
}

function homeOf(command: Command): Record<string, string> {
  const { home } = flagValues(command);
  return home === undefined ? {} : { home };
}

/** The first configuration error that the change introduces. */
function newProblem(
  previous: TolerantConfig | undefined,
  next: TolerantConfig | undefined,
): string | undefined {
  return next?.errors.find((line) => previous?.errors.includes(line) !== true);
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
function withFileContent(machine: Machine, file: string, content: string | undefined): Machine {
  const read = (name: string): Uint8Array => {
    if (name !== file) return machine.files.read(name);
    if (content !== undefined) return Buffer.from(content);
    throw Object.assign(new Error('there is no such file'), { code: 'ENOENT' });
  };
  return Object.create(machine, { files: { value: { ...machine.files, read } } });
}

/** Prints whether a running listener has to be restarted, and what overrides the file. */
async function printNextStep(
  edits: readonly ConfigEdit[],
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const machine = currentMachine(terminal.env);
  for (const { name } of edits) {
    const { env } = SETTINGS[name];
    if (env !== undefined && environmentValue(machine, env)) {
      terminal.err(`warning: ${env} in this environment overrides config.json.\n`);
    }
  }
  const { supervisor } = readOnlySupervision(command.parent ?? command, {
    ...terminal,
    err: () => undefined,
  });
  const phantom = await supervisor.findListener();
  if (phantom === undefined) return;
  const { userNo, flags, profile } = phantom.registration;
  const overriding = edits.flatMap(({ name }) => {
    const { env = '' } = SETTINGS[name];
    if (flagOf(name) !== undefined && flags[flagOf(name) ?? ''] !== undefined) return [flagOf(name) ?? ''];
    return profile?.environment[env] === undefined ? [] : [env];
  });
  if (overriding.length > 0) {
    terminal.out(
      `The running listener (User No. ${userNo}) was started with ${overriding.join(', ')}, which a restart repeats. To apply the change: hal-listener stop, then hal-listener start.\n`,
    );
  } else if (isRunningListener(phantom)) {
    terminal.out(`To apply it to the running listener (User No. ${userNo}): hal-listener restart\n`);
  }
}
