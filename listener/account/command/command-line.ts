import { AccountError } from '../errors.ts';
import { childEnvironment } from '../qmclient/child-environment.ts';
import { checkedStatement } from '../qmclient/statement.ts';
import { tokens } from '../statement.ts';
import { fromQmText, MARK, type QmText, toQmText } from '../text.ts';

/** The longest statement passed on, in bytes: QM's own limit for SH, and what Windows has room for. */
export const LONGEST_STATEMENT_BYTES = 32_000;
/** Deep enough that nothing is paged; QM itself stops at 32767 (both seen live to be taken). */
const LINES = '32767';
/** The page QM gives a QMClient session: reports look alike. */
const COLUMNS = '80';
/** Nothing delimited is ever wrapped, whatever a QM makes of its page. */
const COLUMNS_DELIMITED = '32767';

/** How QM's program is called for one statement. */
export interface CommandLine {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/**
 * The command line that runs one statement in an account: no shell reads it, so nothing in it is quoted. The
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
  const text = argumentText(checked(statement));
  const quiet = platform === 'win32' ? [`-a${account}`, '-QUIET', '-STDOUT'] : ['-quiet', `-a${account}`];
  return { args: [...quiet, text], env: environment(statement, ours) };
}

function checked(statement: QmText): QmText {
  if (statement.includes(MARK.field)) {
    throw new AccountError('NOT_SUPPORTED', 'driver command runs one statement at a time, not a paragraph');
  }
  if (statement.length > LONGEST_STATEMENT_BYTES) {
    throw new AccountError(
      'BAD_STATEMENT',
      `the statement has ${statement.length} bytes; a command takes ${LONGEST_STATEMENT_BYTES}`,
    );
  }
  const trimmed = checkedStatement(statement).trim();
  if (trimmed.startsWith('-')) throw new AccountError('BAD_STATEMENT', 'a statement begins with a verb');
  return trimmed;
}

/** Node passes arguments on as UTF-8: only bytes that are valid UTF-8 arrive as they were. */
function argumentText(statement: QmText): string {
  const text = fromQmText(statement);
  if (toQmText(text) === statement) return text;
  throw new AccountError('BAD_VALUE', 'a command line cannot carry bytes that are no UTF-8');
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
