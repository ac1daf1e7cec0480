import { execute } from './main.ts';

/** Where the bundled file begins. */
void execute(
  {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    env: process.env,
  },
  process.argv.slice(2),
).then((code) => {
  process.exitCode = code;
});
