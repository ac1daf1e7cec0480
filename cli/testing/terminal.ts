import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';

export interface RecordedTerminal extends Terminal {
  /** Everything written to standard output so far. */
  readonly output: () => string;
  readonly errors: () => string;
}

/** A terminal that remembers what was written to it. */
export function recordedTerminal(env: Terminal['env'] = {}): RecordedTerminal {
  const out: string[] = [];
  const err: string[] = [];
  return {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    env,
    output: () => out.join(''),
    errors: () => err.join(''),
  };
}

/** Runs a verb with arguments as typed behind its name. */
export async function typed(verb: Command, ...args: readonly string[]): Promise<void> {
  await verb.exitOverride().parseAsync(args, { from: 'user' });
}
