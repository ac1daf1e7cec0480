import { createInterface } from 'node:readline/promises';
import { setFlagsFromString } from 'node:v8';
import { isBrokenPipe } from './interruption.ts';
import { execute } from './main.ts';

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

// Young objects get the room they begin with, 1 MB, and no more: a listener lives for months beside a database, and
// answers make little garbage. Without this its memory grows by some 20 MB under load and stays there.
setFlagsFromString('--semi-space-growth-factor=1');

/** Where the bundled file begins. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    // A reader that has gone (`| head`, a closed terminal) is no reason to fall over.
    if (!isBrokenPipe(error)) throw error;
  });
}

void execute(
  {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    ...(process.stdin.isTTY && process.stdout.isTTY && { ask }),
    env: process.env,
  },
  process.argv.slice(2),
).then((code) => {
  process.exitCode = code;
});
