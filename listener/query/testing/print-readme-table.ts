import { readCorpus } from './corpus.ts';
import { readmeTable } from './readme-table.ts';

/** Prints the README's table of what can be asked; `corpus.test.ts` holds the README to it. */
process.stdout.write(`${readmeTable(readCorpus())}\n`);
