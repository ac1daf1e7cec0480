import { readFileSync } from 'node:fs';
import builtIn from '../intents.json' with { type: 'json' };
import { isNearWord, vocabularyOf } from '../spelling.ts';
import { readTable } from '../subject-table.ts';

/**
 * Prints `near-words.ts` anew: `npm run near-words > listener/query/near-words.ts`, after words were added to the table
 * or to the engine. The argument is a list of English words, one a line: SCOWL's, as Debian's package `wamerican`
 * installs it.
 */
const [file = '/usr/share/dict/american-english'] = process.argv.slice(2);
const LINE = 116;
const vocabulary = vocabularyOf(readTable(JSON.stringify(builtIn)));
const words = readFileSync(file, 'utf8')
  .split('\n')
  .map((word) => word.trim().toLowerCase())
  .filter((word) => /^[a-z]+$/.test(word) && isNearWord(word, vocabulary));

const lines: string[] = [];
let line = '';
for (const word of [...new Set(words)].sort()) {
  if (line.length + word.length > LINE) {
    lines.push(line);
    line = '';
  }
  line += `${word} `;
}
lines.push(line.trimEnd());
process.stdout.write(`/**
 * English words that are one letter away from a word of the table, and are no typing error of it: "pavement" is no
 * "payment". Written by \`npm run near-words\` from the SCOWL word list (public domain).
 */
export const NEAR_WORDS: ReadonlySet<string> = new Set(
  (
    ${lines.map((one) => `'${one}'`).join(' +\n    ')}
  ).split(' '),
);
`);
