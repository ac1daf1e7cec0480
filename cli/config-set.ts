import { randomBytes } from 'node:crypto';
import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { ConfigError, type SettingName } from '../listener/config/config.ts';
import { type ConfigEdit, settingNamed } from '../listener/config/config-edit.ts';
import { didYouMean } from '../listener/config/errors.ts';
import { currentMachine, environmentValue } from '../listener/config/machine.ts';
import { flagOf, SETTING_NAMES, SETTINGS } from '../listener/config/settings.ts';
import { isRunningListener } from '../supervisor/registry/find-listeners.ts';
import { describeActor } from './actor.ts';
import { type OpenedConfig, openConfig, previousContent, saveContent, saveEdits } from './config-writer.ts';
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

/** `hal-listener config undo`: takes the last change of config.json back. */
export function configUndoVerb(terminal: Terminal): Command {
  const command = new Command('undo').description(
    'put config.json back as it was before its last change; a second time undoes that',
  );
  return addSettingFlags(command, ['home']).action(async () => {
    const file = changed(command, terminal, (opened) => {
      const content = previousContent(opened);
      if (content === undefined) throw new CliFailure('No earlier config.json is kept.', EXIT.failed);
      saveContent(opened, content, describeActor(terminal));
    });
    terminal.out(`${file} is as it was before its last change.\n`);
    await printNextStep([], command, terminal);
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
  return changed(command, terminal, (opened) => saveEdits(opened, edits, describeActor(terminal)));
}

/** Changes config.json. @returns its path @throws CliFailure */
function changed(command: Command, terminal: Terminal, change: (opened: OpenedConfig) => void): string {
  const flags = { ...(command.parent === null ? {} : homeOf(command.parent)), ...homeOf(command) };
  try {
    const opened = openConfig(terminal.env, flags);
    change(opened);
    return opened.file;
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
