import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';

/**
 * Runs a command of ours as it is typed, without a terminal to ask questions.
 *
 * @returns what it printed, warnings included
 * @throws what the command throws, CliFailure above all
 */
export async function runVerb(
  verb: (terminal: Terminal) => Command,
  { env, format }: Terminal,
  args: readonly string[],
): Promise<string> {
  const printed: string[] = [];
  const print = (text: string): void => void printed.push(text);
  const command = verb({ env, out: print, err: print, ...(format === undefined ? {} : { format }) });
  await silenced(command).parseAsync(args, { from: 'user' });
  return printed.join('').trim();
}

/** A wrong argument is thrown, and not printed beside the lines of JSON. */
function silenced(command: Command): Command {
  command.exitOverride().configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  for (const each of command.commands) silenced(each);
  return command;
}
