import { createInterface } from 'node:readline/promises';
import { isSea } from 'node:sea';
import { EXIT } from '../contract/exit-codes.ts';
import { commandName, thisInvocation } from './command-name.ts';
import { execute } from './main.ts';
import { ProgramOutput } from './program-output.ts';
import { endWithTerminal, ignoreMeaninglessSignals } from './signals.ts';

/** Carries out the command line of this process, on its own standard streams; its exit code follows. */
export function runCommandLine(): void {
  const output = new ProgramOutput(process, commandName(thisInvocation(isSea())));
  const ask = async (question: string): Promise<string> => {
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    try {
      return await lines.question(output.text(question));
    } finally {
      lines.close();
    }
  };
  ignoreMeaninglessSignals();
  void execute(
    {
      out: output.out,
      err: output.err,
      ...(process.stdin.isTTY && process.stdout.isTTY && { ask }),
      env: process.env,
    },
    process.argv.slice(2),
  ).then((code) => {
    process.exitCode = code;
    // Errors of a last write come after it.
    process.once('exit', () => {
      if (code === EXIT.ok && output.failed) process.exitCode = EXIT.failed;
    });
    endWithTerminal();
  });
}
