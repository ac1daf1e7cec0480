import type { Argument, Command, Option } from 'commander';

/** What can be typed behind a command, read from the program itself: the shells' scripts are made from it. */

interface CompletedOption {
  /** As `--port`, or `-f`. */
  readonly flags: readonly string[];
  readonly description: string;
  readonly value: CompletedValue;
}

/** What stands behind a flag or is an argument. */
export type CompletedValue =
  | { readonly kind: 'none' }
  | { readonly kind: 'choices'; readonly choices: readonly string[] }
  | { readonly kind: 'file' }
  /** Anything. */
  | { readonly kind: 'text' };

export interface CompletedCommand {
  /** Behind `hal-listener`: empty for the program itself, as `account users`. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly CompletedOption[];
  /** The first argument. */
  readonly argument: CompletedValue;
}

/** Every command that people type, the program itself first. */
export function completedCommands(program: Command): readonly CompletedCommand[] {
  return described(program, '');
}

function described(command: Command, path: string): readonly CompletedCommand[] {
  const help = command.createHelp();
  const visible = help.visibleCommands(command).filter((one) => one.name() !== 'help');
  const [argument] = command.registeredArguments;
  return [
    {
      path,
      commands: visible.map((one) => ({ name: one.name(), description: one.description() })),
      options: help.visibleOptions(command).map(optionOf),
      argument:
        argument === undefined ? { kind: 'none' } : completedValue(argument.name(), argument.argChoices),
    },
    ...visible.flatMap((one) => described(one, path === '' ? one.name() : `${path} ${one.name()}`)),
  ];
}

function optionOf(option: Option): CompletedOption {
  const { short, long, flags, description, required, argChoices } = option;
  const names = [short, long].filter((one) => one !== undefined);
  // A value that may be left out is written behind "=".
  if (!required) return { flags: names, description, value: { kind: 'none' } };
  return {
    flags: names,
    description,
    value: completedValue(/<([^<>]*)>/.exec(flags)?.[1] ?? '', argChoices),
  };
}

const FILES: readonly string[] = ['path', 'file', 'program', 'nssm'];

function completedValue(placeholder: string, choices: Argument['argChoices']): CompletedValue {
  if (choices !== undefined) return { kind: 'choices', choices };
  if (placeholder.includes('|')) return { kind: 'choices', choices: placeholder.split('|') };
  return { kind: FILES.includes(placeholder) ? 'file' : 'text' };
}

/** Flags that a value follows, of any command. */
export function flagsWithValue(commands: readonly CompletedCommand[]): readonly string[] {
  const flags = commands.flatMap(({ options }) =>
    options.flatMap(({ flags: names, value }) => (value.kind === 'none' ? [] : names)),
  );
  return [...new Set(flags)];
}

/** The path of a command as the scripts have it: `/account/users`, empty for the program itself. */
export function placeOf(path: string): string {
  return path === '' ? '' : `/${path.replaceAll(' ', '/')}`;
}
