import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';

/**
 * Runs a command of ours as it is typed, without a terminal to ask questions.
 *
 * @returns what it printed, to standard output and to standard error
 * @throws what the command throws, CliFailure above all
 */
export async function runVerb(
  verb: (terminal: Terminal) => Command,
  { env, format, actor }: Terminal,
  args: readonly string[],
): Promise<{ readonly out: string; readonly err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const command = verb({
    env,
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    ...(format === undefined ? {} : { format }),
    ...(actor === undefined ? {} : { actor }),
  });
  await silenced(command).parseAsync(args, { from: 'user' });
  return { out: out.join('').trim(), err: err.join('').trim() };
}

/** A wrong argument is thrown, and not printed beside the lines of JSON. */
function silenced(command: Command): Command {
  command.exitOverride().configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  for (const each of command.commands) silenced(each);
  return command;
}
