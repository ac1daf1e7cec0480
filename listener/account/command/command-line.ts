import { AccountError } from '../errors.ts';
import { childEnvironment } from '../qmclient/pipe.ts';
import { checkedStatement, tokens } from '../statement.ts';
import { fromQmText, MARK, type QmText, toQmText } from '../text.ts';

/** The longest statement passed on, in bytes: QM's own limit for SH, and what Windows has room for. */
const MAX_STATEMENT_BYTES = 32_000;
/** High enough that QM never pages; 32767 is QM's own maximum (seen live). */
const LINES = '32767';
/** The page width of a QMClient session, so that reports look the same with every driver. */
const COLUMNS = '80';
/** Wide enough that QM never wraps a delimited report. */
const DELIMITED_COLUMNS = '32767';

/** How the qm program is called for one statement. */
export interface CommandLine {
  readonly args: readonly string[];
  /** The statement in `printf` notation, where Node cannot pass it as an argument; a shell appends it to `args`. */
  readonly bytes?: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * The command line that runs one statement in an account. No shell reads it, so nothing is quoted. Only a statement
 * with bytes that are not UTF-8 (a name in Latin-1) goes through a shell, each such byte as an octal number. The
 * machine's process list shows the statement while it runs.
 *
 * @throws AccountError BAD_STATEMENT (empty, too long, a control character, a leading dash), BAD_VALUE for bytes
 *   a command line cannot carry, NOT_SUPPORTED for several lines or a statement that leaves its session
 */
export function commandLine(
  account: string,
  statement: QmText,
  platform: NodeJS.Platform,
  baseEnv: NodeJS.ProcessEnv = process.env,
): CommandLine {
  const text = checked(statement);
  const args = platform === 'win32' ? [`-a${account}`, '-QUIET', '-STDOUT'] : ['-quiet', `-a${account}`];
  const env = commandEnvironment(statement, baseEnv);
  const argument = fromQmText(text);
  // Node encodes arguments as UTF-8, so only bytes that are valid UTF-8 arrive unchanged.
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

/** The program and arguments to start. @param program path of the qm program */
export function programWithArguments(
  program: string,
  { args, bytes }: Pick<CommandLine, 'args' | 'bytes'>,
): readonly [string, readonly string[]] {
  if (bytes === undefined) return [program, args];
  // The statement is a quoted argument whatever it contains; `exec` replaces the shell, so that one process remains.
  const script = 'statement=$(printf "$1"); shift; exec "$@" "$statement"';
  return ['/bin/sh', ['-c', script, 'sh', bytes, program, ...args]];
}

/** Letters, digits and spaces unchanged, every other byte in octal: nothing has a special meaning to printf or a shell. */
function printfText(statement: QmText): string {
  return statement.replaceAll(
    /[^A-Za-z0-9 ]/g,
    (byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
}

/** Describes a plain terminal: QM clears no screen on it, pages nothing and wraps nothing. */
function commandEnvironment(statement: QmText, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const columns = isDelimited(statement) ? DELIMITED_COLUMNS : COLUMNS;
  return { ...childEnvironment(env), TERM: 'dumb', LINES, COLUMNS: columns };
}

function isDelimited(statement: QmText): boolean {
  try {
    return tokens(statement).some(
      ({ text, quoted }) => !quoted && /^(CSV|DELIMITER|CT|LIST\.ITEM)$/i.test(text),
    );
  } catch {
    // QM itself rejects a quote that is not closed.
    return false;
  }
}
