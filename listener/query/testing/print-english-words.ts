import { readFileSync } from 'node:fs';
import { filterOf } from '../spelling/english.ts';

/**
 * Prints `english-words.json` anew: `npm run --silent english-words > listener/query/english-words.json`. The argument
 * is a list of English words, one a line: SCOWL's (public domain), as Debian's package `wamerican` installs it.
 */
const [file = '/usr/share/dict/american-english'] = process.argv.slice(2);
const all = readFileSync(file, 'utf8')
  .split('\n')
  .map((word) => word.trim());
const words = [...new Set(all.filter((word) => /^[a-z]+$/.test(word)))];
const names = [
  ...new Set(all.filter((word) => /^[A-Z][A-Za-z]+$/.test(word)).map((word) => word.toLowerCase())),
];
const about = `${words.length} words and ${names.length} names of the SCOWL word list (public domain) as a Bloom filter: see english.ts.`;
process.stdout.write(
  `${JSON.stringify({ about, bits: filterOf(words, names).toString('base64') }, null, 2)}\n`,
);
