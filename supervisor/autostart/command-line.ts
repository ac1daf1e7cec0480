import { doubleTrailingBackslashes } from '../../lib/text.ts';
import type { AutostartEntry } from './autostart.ts';

/**
 * One string of a program and its words, as Windows programs take it apart (CommandLineToArgvW and the C runtime,
 * "Parsing C Command-Line Arguments" in Microsoft's documentation): backslashes count only before a quote.
 */
export function windowsCommandLine({ program, args }: AutostartEntry): string {
  return [`"${program}"`, ...args.map(quoted)].join(' ');
}

function quoted(word: string): string {
  if (word !== '' && !/[\s"]/.test(word)) return word;
  const escaped = word.replaceAll(/\\+"?|"/g, (run) =>
    run.endsWith('"') ? `${run.slice(0, -1).repeat(2)}\\"` : run,
  );
  return `"${doubleTrailingBackslashes(escaped)}"`;
}

/** The same read back; undefined where it is none. */
export function entryOfWindowsCommandLine(line: string): AutostartEntry | undefined {
  // The first word knows no escapes.
  const first = /^\s*(?:"([^"]*)"|([^\s"]+))/.exec(line);
  const program = first?.[1] ?? first?.[2];
  if (first === null || program === undefined || program === '') return undefined;
  return { program, args: windowsWords(line.slice(first[0].length)) };
}

function windowsWords(text: string): string[] {
  const words: string[] = [];
  let [word, inQuotes, begun] = ['', false, false];
  for (const [part] of text.matchAll(/\\+"|\\+|"|\s|[^\\"\s]+/g)) {
    const slashes = part.endsWith('"') ? part.length - 1 : 0;
    if (part.endsWith('"')) {
      word += '\\'.repeat(Math.floor(slashes / 2));
      if (slashes % 2 === 1) word += '"';
      else inQuotes = !inQuotes;
      begun = true;
    } else if (/^\s$/.test(part) && !inQuotes) {
      if (begun) words.push(word);
      [word, begun] = ['', false];
    } else {
      word += part;
      begun = true;
    }
  }
  return begun ? [...words, word] : words;
}
