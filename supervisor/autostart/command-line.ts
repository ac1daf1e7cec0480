import { doubleTrailingBackslashes } from '../../lib/text.ts';
import type { AutostartEntry } from './autostart.ts';

/**
 * Joins a program and its arguments to a command line that Windows programs split again (CommandLineToArgvW and the C
 * runtime, "Parsing C Command-Line Arguments" in Microsoft's documentation): backslashes are special only before a quote.
 */
export function windowsCommandLine({ program, args }: AutostartEntry): string {
  return [`"${program}"`, ...args.map(quoteArgument)].join(' ');
}

function quoteArgument(argument: string): string {
  if (argument !== '' && !/[\s"]/.test(argument)) return argument;
  const escaped = argument.replaceAll(/\\+"?|"/g, (run) =>
    run.endsWith('"') ? `${run.slice(0, -1).repeat(2)}\\"` : run,
  );
  return `"${doubleTrailingBackslashes(escaped)}"`;
}

/** Splits such a command line; undefined if it has no program. */
export function entryOfWindowsCommandLine(line: string): AutostartEntry | undefined {
  // The program's name has no escapes.
  const first = /^\s*(?:"([^"]*)"|([^\s"]+))/.exec(line);
  const program = first?.[1] ?? first?.[2];
  if (first === null || program === undefined || program === '') return undefined;
  return { program, args: splitWindowsArguments(line.slice(first[0].length)) };
}

function splitWindowsArguments(text: string): string[] {
  const parsed: string[] = [];
  let [argument, inQuotes, hasBegun] = ['', false, false];
  for (const [part] of text.matchAll(/\\+"|\\+|"|\s|[^\\"\s]+/g)) {
    const slashes = part.endsWith('"') ? part.length - 1 : 0;
    if (part.endsWith('"')) {
      argument += '\\'.repeat(Math.floor(slashes / 2));
      if (slashes % 2 === 1) argument += '"';
      else inQuotes = !inQuotes;
      hasBegun = true;
    } else if (/^\s$/.test(part) && !inQuotes) {
      if (hasBegun) parsed.push(argument);
      [argument, hasBegun] = ['', false];
    } else {
      argument += part;
      hasBegun = true;
    }
  }
  return hasBegun ? [...parsed, argument] : parsed;
}
