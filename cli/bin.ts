import { keepYoungGenerationSmall } from '../lib/young-generation.ts';
import { runCommandLine } from './command-line.ts';

// The code of a command is loaded only by its run.
keepYoungGenerationSmall();

/** The entry point of the bundled file. */
runCommandLine();
