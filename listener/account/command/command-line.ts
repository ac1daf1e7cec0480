import { AccountError } from '../errors.ts';
import { childEnvironment } from '../qmclient/pipe.ts';
import { checkedStatement } from '../qmclient/statement.ts';
import { tokens } from '../statement.ts';
import { fromQmText, MARK, type QmText, toQmText } from '../text.ts';

/** The longest statement passed on, in bytes: QM's own limit for SH, and what Windows has room for. */
const MAX_STATEMENT_BYTES = 32_000;
/** Deep enough that nothing is paged; QM itself stops at 32767 (both seen live to be taken). */
const LINES = '32767';
/** The page QM gives a QMClient session: reports look alike. */
const COLUMNS = '80';
/** Nothing delimited is ever wrapped, whatever a QM makes of its page. */
const COLUMNS_DELIMITED = '32767';

/** How QM's program is called for one statement. */
export interface CommandLine {
  readonly args: readonly string[];
  /** The statement where no argument of Node's can carry it, as `printf` reads it: put behind `args` by a shell. */
  readonly bytes?: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * The command line that runs one statement in an account: no shell reads it, so nothing in it is quoted. One with bytes
 * that are no UTF-8 (a name in Latin-1) goes through a shell, which sees an octal number for each of them. The
 * statement can be seen in the machine's process list while it runs.
 *
 * @throws AccountError BAD_STATEMENT (empty, too long, a control character, a leading dash), BAD_VALUE for bytes
 *   a command line cannot carry, NOT_SUPPORTED for several lines or a statement that leaves its session
 */
export function commandLine(
  account: string,
  statement: QmText,
  platform: NodeJS.Platform,
  ours: NodeJS.ProcessEnv = process.env,
): CommandLine {
  const text = checked(statement);
  const args = platform === 'win32' ? [`-a${account}`, '-QUIET', '-STDOUT'] : ['-quiet', `-a${account}`];
  const env = environment(statement, ours);
  const argument = fromQmText(text);
  // Node passes arguments on as UTF-8: only bytes that are valid UTF-8 arrive as they were.
  if (toQmText(argument) === text) return { args: [...args, argument], env };
  if (platform !== 'win32') return { args, bytes: printfText(text), env };
  throw new AccountError('BAD_VALUE', 'a command line cannot carry bytes that are no UTF-8');
}

function checked(statement: QmText): QmText {
  if (statement.includes(MARK.field)) {
    throw new AccountError('NOT_SUPPORTED', 'driver command runs one statement at a time, not a paragraph');
  }
  if (statement.length > MAX_STATEMENT_BYTES) {
    throw new AccountError(
      'BAD_STATEMENT',
      `the statement has ${statement.length} bytes; a command takes ${MAX_STATEMENT_BYTES}`,
    );
  }
  const trimmed = checkedStatement(statement).trim();
  if (trimmed.startsWith('-')) throw new AccountError('BAD_STATEMENT', 'a statement begins with a verb');
  return trimmed;
}

/** The program and arguments to start. @param program QM's */
export function programWithArguments(
  program: string,
  { args, bytes }: Pick<CommandLine, 'args' | 'bytes'>,
): readonly [string, readonly string[]] {
  if (bytes === undefined) return [program, args];
  // The statement is an argument in quotes, whatever is in it; exec leaves one process, as without a shell.
  const script = 'statement=$(printf "$1"); shift; exec "$@" "$statement"';
  return ['/bin/sh', ['-c', script, 'sh', bytes, program, ...args]];
}

/** Letters, digits and spaces as they are, every other byte in octal: nothing in it means anything to printf or a shell. */
function printfText(statement: QmText): string {
  return statement.replaceAll(
    /[^A-Za-z0-9 ]/g,
    (byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
}

/** A plain terminal: QM clears no screen on it, pages nothing and wraps nothing. */
function environment(statement: QmText, ours: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const columns = isDelimited(statement) ? COLUMNS_DELIMITED : COLUMNS;
  return { ...childEnvironment(ours), TERM: 'dumb', LINES, COLUMNS: columns };
}

function isDelimited(statement: QmText): boolean {
  try {
    return tokens(statement).some(
      ({ text, quoted }) => !quoted && /^(CSV|DELIMITER|CT|LIST\.ITEM)$/i.test(text),
    );
  } catch {
    // A quote that is not closed is QM's to refuse.
    return false;
  }
}
