import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EXIT } from '../contract/exit-codes.ts';
import { compiledScript } from '../lib/compiled-script.ts';
import { onFirstQuestion } from '../lib/first-question.ts';
import { withLazyBuiltins } from '../lib/lazy-builtins.ts';
import { setYoungGenerationGrowth } from '../lib/young-generation-growth.ts';

/**
 * The entry point of the bundled file: runs the program, which is a file of its own beside this one, from compiled code
 * where that is kept. To the program it is this file: its name and the arguments are the same.
 */

/** As a CommonJS module is called by Node. */
type Program = (
  exports: object,
  require: (id: string) => unknown,
  module: { readonly exports: object },
  filename: string,
  dirname: string,
) => void;

/** By then a first question is answered. */
const FIRST_ANSWER_MS = 3_000;

// V8 reuses code that was compiled with the flags in force now, so they are set first.
setYoungGenerationGrowth(1);

const isListener = process.argv[2] === 'run';
/** Turned off as Node's own cache of compiled code is, which Node 20 lacks. */
const isOff = process.env.NODE_DISABLE_COMPILE_CACHE !== undefined;
const folder = import.meta.dirname;
const file = path.join(folder, 'hal-listener-program.cjs');
if (!existsSync(file)) {
  console.error(`${file} is missing, which belongs beside this file. Install the listener again.`);
  process.exit(EXIT.crashed);
}
const { script, keep } = compiledScript(file, isOff ? [] : isListener ? ['answer', 'run'] : ['command']);
const program: Program = script.runInThisContext();
const exports = {};
const require = withLazyBuiltins(createRequire(import.meta.filename));
program(exports, require, { exports }, import.meta.filename, folder);

if (isListener) {
  // It may be killed before anybody asks.
  setImmediate(() => keep('run'));
  // Another start is often one after a crash, when clients wait with their questions. Others ask meanwhile, so not at once.
  onFirstQuestion(() => setTimeout(() => keep('answer'), FIRST_ANSWER_MS).unref());
} else process.once('exit', () => keep('command'));
