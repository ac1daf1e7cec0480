import { createInterface } from 'node:readline/promises';
import { isSea } from 'node:sea';
import { setFlagsFromString } from 'node:v8';
import { EXIT } from '../contract/exit-codes.ts';
import { commandName, thisInvocation } from './command-name.ts';
import { execute } from './main.ts';
import { ProgramOutput } from './program-output.ts';
import { endWithTerminal, ignoreMeaninglessSignals } from './signals.ts';

/** Where the bundled file begins. */
const output = new ProgramOutput(process, commandName(thisInvocation(isSea())));

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await lines.question(output.text(question));
  } finally {
    lines.close();
  }
}

// Young objects get the room they begin with, 1 MB, and no more: a listener lives for months beside a database, and
// answers make little garbage. Without this its memory grows by some 20 MB under load and stays there.
setFlagsFromString('--semi-space-growth-factor=1');

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
