import { setFlagsFromString } from 'node:v8';
import { runCommandLine } from './command-line.ts';

// Young objects get the room they begin with, 1 MB, and no more: a listener lives for months beside a database, and
// answers make little garbage. Without this its memory grows by some 20 MB under load and stays there.
setFlagsFromString('--semi-space-growth-factor=1');

/** Where the bundled file begins. */
runCommandLine();
