import builtIn from '../intents.json' with { type: 'json' };
import { vocabularyOf } from '../spelling.ts';
import { readTable } from '../subject-table.ts';

/** Prints the words that typing errors are compared with: what `near-words.ts` is made from. */
process.stdout.write(`${vocabularyOf(readTable(JSON.stringify(builtIn))).long.join('\n')}\n`);
