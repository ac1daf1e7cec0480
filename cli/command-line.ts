import { EXIT } from '../contract/exit-codes.ts';
import { mark, showsColors } from './colors.ts';
import { commandName, currentInvocation } from './command-name.ts';
import { execute } from './main.ts';
import { ProgramOutput } from './program-output.ts';
import { endWithTerminal, ignoreMeaninglessSignals } from './signals.ts';
import { ask, askSecret, readInput } from './terminal.ts';
import { thisProgram } from './this-program.ts';

/** Runs the command line of this process on its standard streams and sets its exit code. */
export function runCommandLine(): void {
  const { stdout, stderr, env } = process;
  const colors = { out: showsColors(stdout, env), err: showsColors(stderr, env) };
  const output = new ProgramOutput(process, commandName(currentInvocation(thisProgram())), colors);
  const withNames =
    (prompt: (question: string) => Promise<string>) =>
    (question: string): Promise<string> =>
      prompt(output.text(question));
  ignoreMeaninglessSignals();
  void execute(
    {
      out: output.out,
      err: output.err,
      format: (text) => output.text(text),
      ...(stdout.isTTY && { width: stdout.columns }),
      ...((colors.out || colors.err) && { paint: mark }),
      ...(process.stderr.isTTY && { canRedraw: true }),
      ...(process.stdin.isTTY &&
        process.stdout.isTTY && { ask: withNames(ask), askSecret: withNames(askSecret) }),
      ...(!process.stdin.isTTY && { input: readInput }),
      env: process.env,
    },
    process.argv.slice(2),
  ).then((code) => {
    process.exitCode = code;
    // An error of the last write arrives only now.
    process.once('exit', () => {
      if (code === EXIT.ok && output.failed) process.exitCode = EXIT.failed;
    });
    endWithTerminal();
  });
}
