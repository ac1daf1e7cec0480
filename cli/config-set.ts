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
The value is checked as the listener checks it, and config.json is replaced atomically, readable by you alone. Name a
setting as in "hal-listener config", by its variable or by its QMCONFIG key. Without a value you are asked for it, or it
is read from standard input. Secrets are not accepted on the command line, where other users can see them.

Examples:
  hal-listener config set token                     asks for the token, without showing what you type
  hal-listener config set token --generate          generates one, and shows it once
  hal-listener config set port 9000
  hal-listener config set tlsKey key.pem tlsCert cert.pem
  hal-listener config set qmPassword < password.txt
`;

/** `hal-listener config set KEY [VALUE]`: settings into config.json. */
export function configSetVerb(terminal: Terminal): Command {
  const command = new Command('set')
    .description('save a setting in config.json')
    .argument('<words...>', 'name and value; several pairs are saved together')
    .option('--generate', 'generate a random token')
    .addHelpText('after', notes(SET_EXAMPLES));
  return addSettingFlags(command, ['home']).action(
    async (words: readonly string[], { generate = false }: { readonly generate?: boolean }) => {
      const edits = await editsOf(words, generate, terminal);
      const file = writeEdits(edits, command, terminal);
      for (const { name } of edits) terminal.out(`${name} is set in ${file}.\n`);
      const [generated] = generate ? edits : [];
      if (generated?.raw !== undefined) terminal.out(`For your clients: ${generated.raw}\n`);
      await printNextStep(edits, command, terminal);
    },
  );
}

/** `hal-listener config unset KEY`: takes settings out of config.json. */
export function configUnsetVerb(terminal: Terminal): Command {
  const command = new Command('unset')
    .description('remove settings from config.json')
    .argument('<names...>', 'as "hal-listener config" lists them');
  return addSettingFlags(command, ['home']).action(async (words: readonly string[]) => {
    const edits = words.map((word) => ({ name: settingOf(word), raw: undefined }));
    const file = writeEdits(edits, command, terminal);
    for (const { name } of edits) terminal.out(`${name} is no longer set in ${file}.\n`);
    await printNextStep(edits, command, terminal);
  });
}

async function editsOf(
  words: readonly string[],
  generate: boolean,
  terminal: Terminal,
): Promise<readonly ConfigEdit[]> {
  const [word = '', ...more] = words;
  if (more.length === 0) {
    const name = settingOf(word);
    return [{ name, raw: generate ? generateValue(name) : await askForValue(name, terminal) }];
  }
  if (generate || words.length % 2 === 1) {
    throw new CliFailure('Give a name and its value, or several such pairs.', EXIT.usage);
  }
  const edits: ConfigEdit[] = [];
  for (let at = 0; at < words.length; at += 2) {
    const name = settingOf(words[at] ?? '');
    if (SETTINGS[name].secret) {
      throw new CliFailure(
        `${name} is a secret, which other users could see in a command line. Run "hal-listener config set ${name}" and type it when asked.`,
        EXIT.usage,
      );
    }
    edits.push({ name, raw: words[at + 1] ?? '' });
  }
  return edits;
}

function generateValue(name: SettingName): string {
  if (name !== 'token') throw new CliFailure('--generate is for token only.', EXIT.usage);
  return randomBytes(24).toString('base64url');
}

async function askForValue(name: SettingName, terminal: Terminal): Promise<string> {
  const question = `${name}, ${SETTINGS[name].description}: `;
  const ask = SETTINGS[name].secret ? terminal.askSecret : terminal.ask;
  if (ask !== undefined) return ask(question);
  if (terminal.input !== undefined) return (await terminal.input()).replace(/\r?\n$/, '');
  throw new CliFailure(`There is no value for ${name}: pass it on standard input.`, EXIT.usage);
}

/** @throws CliFailure for a name that is none, or that config.json cannot say */
function settingOf(word: string): SettingName {
  const name = settingNamed(word);
  if (name === undefined) {
    const suggestion = didYouMean(word, SETTING_NAMES);
    const advice =
      suggestion === undefined ? '"hal-listener config" lists the settings' : `did you mean ${suggestion}?`;
    throw new CliFailure(`${word} is not a setting: ${advice}`, EXIT.usage);
  }
  if (SETTINGS[name].file !== false) return name;
  throw new CliFailure(
    `${name} cannot be set in config.json, because it says where config.json is: use ${SETTINGS[name].env} or ${flagOf(name)}`,
    EXIT.usage,
  );
}

/** @returns the file @throws CliFailure where a value is not allowed, or the file cannot be written */
function writeEdits(edits: readonly ConfigEdit[], command: Command, terminal: Terminal): string {
  // The file is checked without the environment, which would override it.
  const machine = withoutSettings(currentMachine(terminal.env));
  const flags = { ...(command.parent === null ? {} : homeOf(command.parent)), ...homeOf(command) };
  try {
    const { config } = loadTolerant({ flags, machine });
    const file = configFileOf(config.home, machine.files.isDirectory);
    const before = readContent(file, machine);
    const place = { resolve: (one: string) => path.resolve(machine.cwd, one) };
    const after = editedConfig(before, file, edits, place);
    const [was, is] = [before, after].map((content) =>
      loadTolerant({ flags, machine: withFileContent(machine, file, content) }),
    );
    const problem = newProblem(was, is);
    if (problem !== undefined) throw new ConfigError(problem);
    createHome(config.home);
    writeConfigFile(config.home, after);
    if (is !== undefined) rememberQm(is.config);
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

/** What the listener would refuse after the change and not before it. */
function newProblem(was: TolerantConfig | undefined, is: TolerantConfig | undefined): string | undefined {
  return is?.errors.find((line) => was?.errors.includes(line) !== true);
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
  const others = Object.entries(machine.env).filter(
    ([name]) => !isSettingVariable(name) && !isSecretVariable(name),
  );
  return withEnvironment(machine, Object.fromEntries(others));
}

/** The same machine, where a file holds that. */
function withFileContent(machine: Machine, file: string, content: string | undefined): Machine {
  const read = (one: string): Uint8Array => {
    if (one !== file) return machine.files.read(one);
    if (content !== undefined) return Buffer.from(content);
    throw Object.assign(new Error('there is no such file'), { code: 'ENOENT' });
  };
  return Object.create(machine, { files: { value: { ...machine.files, read } } });
}

/** Whether a listener runs that has to be restarted for it, and what stands over the file. */
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
