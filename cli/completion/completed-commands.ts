import type { Argument, Command, Option } from 'commander';

/**
 * What can be typed after each command, read from the command-line program. The shells' scripts are generated from it.
 */

interface CompletedOption {
  /** For example `--port` and `-f`. */
  readonly flags: readonly string[];
  readonly description: string;
  readonly value: CompletedValue;
}

/** The value of a flag or an argument. */
export type CompletedValue =
  | { readonly kind: 'none' }
  | { readonly kind: 'choices'; readonly choices: readonly string[] }
  | { readonly kind: 'file' }
  /** Any text. */
  | { readonly kind: 'text' };

export interface CompletedCommand {
  /** The command without `hal-listener`, such as `account users`; empty for the program itself. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly CompletedOption[];
  /** The first argument. */
  readonly argument: CompletedValue;
}

/** Every visible command, the program itself first. */
export function completedCommands(program: Command): readonly CompletedCommand[] {
  return describeCommands(program, '');
}

function describeCommands(command: Command, path: string): readonly CompletedCommand[] {
  const help = command.createHelp();
  const visible = help.visibleCommands(command).filter((subcommand) => subcommand.name() !== 'help');
  const [argument] = command.registeredArguments;
  return [
    {
      path,
      commands: visible.map((subcommand) => ({
        name: subcommand.name(),
        description: subcommand.description(),
      })),
      options: help.visibleOptions(command).map(optionOf),
      argument:
        argument === undefined ? { kind: 'none' } : completedValue(argument.name(), argument.argChoices),
    },
    ...visible.flatMap((subcommand) =>
      describeCommands(subcommand, path === '' ? subcommand.name() : `${path} ${subcommand.name()}`),
    ),
  ];
}

function optionOf(option: Option): CompletedOption {
  const { short, long, flags, description, required, argChoices } = option;
  const names = [short, long].filter((flag) => flag !== undefined);
  // An optional value can only be given after "=", so the next argument is not its value.
  if (!required) return { flags: names, description, value: { kind: 'none' } };
  return {
    flags: names,
    description,
    value: completedValue(/<([^<>]*)>/.exec(flags)?.[1] ?? '', argChoices),
  };
}

const FILES: readonly string[] = ['path', 'file', 'program'];

function completedValue(placeholder: string, choices: Argument['argChoices']): CompletedValue {
  if (choices !== undefined) return { kind: 'choices', choices };
  if (placeholder.includes('|')) return { kind: 'choices', choices: placeholder.split('|') };
  return { kind: FILES.includes(placeholder) ? 'file' : 'text' };
}

/** The flags of any command that are followed by a value. */
export function flagsWithValue(commands: readonly CompletedCommand[]): readonly string[] {
  const flags = commands.flatMap(({ options }) =>
    options.flatMap(({ flags: names, value }) => (value.kind === 'none' ? [] : names)),
  );
  return [...new Set(flags)];
}

/** The path of a command in the scripts, such as `/account/users`; empty for the program itself. */
export function placeOf(path: string): string {
  return path === '' ? '' : `/${path.replaceAll(' ', '/')}`;
}
