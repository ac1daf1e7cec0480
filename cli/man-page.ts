import { Command, type Option } from 'commander';
import { VERSION } from '../listener/version.ts';
import { notes, SETTINGS_GROUP } from './help.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  hal-listener man | man -l -
  hal-listener man > /usr/local/share/man/man1/hal-listener.1
`;

/**
 * `hal-listener man`: prints the manual page, which is generated from the same texts as the help.
 *
 * @param program creates the whole command line
 */
export function manVerb(terminal: Terminal, program: () => Promise<Command>): Command {
  return new Command('man')
    .description('print the manual page, in the form that man and groff read')
    .addHelpText('after', notes(EXAMPLES))
    .action(async () => {
      terminal.out(manPage(await program()));
    });
}

/** Every command with its flags and notes. The settings, which most commands share, are listed once at the end. */
function manPage(program: Command): string {
  const commands = visible(program);
  const settings = new Map<string, Option>();
  for (const option of commands.flatMap(settingsOf)) settings.set(option.flags, option);
  return [
    `.TH HAL\\-LISTENER 1 "" "hal\\-listener ${escapeRoff(VERSION)}" "HAL Listener"`,
    // Flags and file names are not hyphenated.
    '.nh',
    '.ad l',
    '.SH NAME',
    `hal\\-listener \\- ${escapeRoff(program.description())}`,
    '.SH SYNOPSIS',
    '.B hal\\-listener',
    '.I command',
    '.RI [ options ]',
    '.SH COMMANDS',
    ...commands.filter((each) => each !== program).flatMap(commandLines),
    '.SH OPTIONS',
    ...program.options.flatMap(optionLines),
    '.SH SETTINGS',
    'A flag overrides the environment, config.json, QMCONFIG and the default.',
    ...[...settings.values()].flatMap(optionLines),
    ...noteLines(program),
    '',
  ].join('\n');
}

function visible(command: Command): readonly Command[] {
  const subcommands = command
    .createHelp()
    .visibleCommands(command)
    .filter((each) => each.name() !== 'help');
  return [command, ...subcommands.flatMap(visible)];
}

function settingsOf({ options }: Command): readonly Option[] {
  return options.filter(({ helpGroupHeading }) => helpGroupHeading === SETTINGS_GROUP);
}

function commandLines(command: Command): readonly string[] {
  const help = command.createHelp();
  const settings = settingsOf(command).map(({ long }) => long ?? '');
  const ownOptions = command.options.filter(
    (option) => !option.hidden && !settingsOf(command).includes(option),
  );
  return [
    `.SS "${escapeRoff(help.commandUsage(command))}"`,
    text(sentence(command.description())),
    ...ownOptions.flatMap(optionLines),
    ...(settings.length === 0
      ? []
      : ['.PP', text(`Settings (below): ${settings.length > 10 ? 'all' : settings.join(', ')}.`)]),
    ...noteLines(command),
  ];
}

function optionLines(option: Option): readonly string[] {
  const choices = option.argChoices === undefined ? '' : ` (${option.argChoices.join(', ')})`;
  return ['.TP', `.B ${escapeRoff(option.flags)}`, text(`${option.description}${choices}`)];
}

/** The notes and examples below the flags in the help. Indented lines are printed unfilled. */
function noteLines(command: Command): readonly string[] {
  const chunks: string[] = [];
  command.configureOutput({ writeOut: (chunk) => void chunks.push(chunk) }).outputHelp();
  const written = chunks.slice(1).join('');
  const lines: string[] = [];
  let isExample = false;
  for (const line of written.trim().split('\n')) {
    const indented = line.startsWith(' ');
    if (indented && !isExample) lines.push('.PP', '.nf', '.RS 4');
    if (!indented && isExample) lines.push('.RE', '.fi');
    if (line !== '') lines.push(...(indented ? [] : ['.PP']), text(indented ? line.slice(2) : line));
    isExample = indented;
  }
  if (isExample) lines.push('.RE', '.fi');
  return lines;
}

function sentence(description: string): string {
  const end = description.endsWith('.') ? '' : '.';
  return `${description.charAt(0).toUpperCase()}${description.slice(1)}${end}`;
}

/** A line of text, escaped so that roff does not read its first character as a request. */
function text(line: string): string {
  const safe = escapeRoff(line);
  return /^[.']/.test(safe) ? `\\&${safe}` : safe;
}

function escapeRoff(line: string): string {
  return line.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('"', '\\(dq');
}
