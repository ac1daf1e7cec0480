// Runs a TypeScript program of this repository on every Node we support, as Node 20 cannot:
// `node build/run.mjs build/build.ts --if-changed`. The program sees the remaining arguments.
import { resolve } from 'node:path';
import process from 'node:process';
import { runnerImport } from 'vite';

const [program] = process.argv.splice(2, 1);
if (program === undefined) throw new Error('Usage: node build/run.mjs PROGRAM.ts [ARGUMENT...]');
await runnerImport(resolve(program));
