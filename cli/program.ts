import { setYoungGenerationGrowth } from '../lib/young-generation-growth.ts';
import { runCommandLine } from './command-line.ts';

// Before the code of a command is loaded, which is by its run: a start's objects let it grow up to 32 MB.
setYoungGenerationGrowth(1);

/** The program itself: what `bin.ts` runs, and the main program of a single executable. */
runCommandLine();
