import { trimEnd, truncate } from '../../../lib/text.ts';
import type { Executed } from '../account.ts';
import { AccountError, NO_FREE_SEAT } from '../errors.ts';
import { isNotStartedText } from '../qmclient/replies.ts';
import { fromQmText, MARK, type QmText } from '../text.ts';

/** What a `qm` that ran one statement left behind. */
export interface CommandEnd {
  /** Its whole standard output, lines divided by CR LF. */
  readonly output: QmText;
  /** The end of its standard error, trimmed. */
  readonly errors: QmText;
  readonly code: number | null;
}

/** Verbs that end with a count, or have refused. */
const QUERIES = /^\s*(LIST|SORT|COUNT|SELECT|SSELECT)\s/i;
const COUNTED = /^(?:Sample of )?(\d+) record\(s\) (?:listed|counted|selected to list \d+)$/;
const REFUSED =
  /^(?:File not found|No VOC record found for .*|Program .* not found|\S+ is not in your VOC|\S+ is not a field name or expression)$/;
/** How QM names a run-time error or an abort: its code, then words. */
const ABORT = /^[0-9A-F]{8}: /;

/**
 * Reads what QM printed for a statement. Its exit code is 0 even where it refuses, so everything is told by its
 * words; the status is QM's own where they tell it, else 0, or -1 for a refusal.
 *
 * @param greetingLines lines the account's login prints before every answer
 * @throws AccountError UNAVAILABLE, LICENCE_LIMIT, LOGIN_REFUSED, PROMPTED, ABORTED
 */
export function readCommandEnd(statement: QmText, end: CommandEnd, greetingLines = 0): Executed {
  const lines = linesOf(end.output);
  refuseEnd(end, lines);
  const output = trimEnd(lines.slice(greetingLines).join('\n'), '\n');
  return { output, status: statusOf(statement, output) };
}

/**
 * How many lines the account's login prints before an answer, told by that of a `WHO`.
 *
 * @throws as `readCommandEnd`, and PROTOCOL where WHO does not answer as QM does
 */
export function greetingLinesOf(end: CommandEnd): number {
  const lines = readCommandEnd('WHO', end).output.split('\n');
  const last = lines.at(-1) ?? '';
  if (!/^\s*\d+ \S/.test(last)) {
    throw new AccountError('PROTOCOL', `WHO was not answered as QM does: ${truncate(fromQmText(last), 100)}`);
  }
  return lines.length - 1;
}

/** The output as QM printed it, from behind the login's words on. */
export function withoutGreeting(output: QmText, greetingLines: number): QmText {
  return output.split('\n').slice(greetingLines).join('\n');
}

function linesOf(output: QmText): QmText[] {
  return trimEnd(output.replaceAll('\r\n', '\n'), '\n').split('\n');
}

function refuseEnd({ output, errors, code }: CommandEnd, lines: readonly QmText[]): void {
  if (isNotStartedText(errors)) throw new AccountError('UNAVAILABLE', errors);
  const [first = ''] = lines;
  const last = lines.at(-1) ?? '';
  if (code !== 0 && first.includes('User limit reached')) {
    throw new AccountError('LICENCE_LIMIT', `${NO_FREE_SEAT}: user limit reached`);
  }
  if (last === 'Connection terminated' && lines.length > 1) {
    throw new AccountError('LOGIN_REFUSED', `QM refused: ${lines.at(-2)}`);
  }
  if (last.endsWith('Process terminated')) throw terminated(lines);
  if (ABORT.test(last)) {
    // The ABORT's own text stands before it.
    const said = lines.length > 1 && /: Abort at /.test(last) ? lines.slice(0, -1).join('\n') : last;
    throw new AccountError('ABORTED', said.trim());
  }
  if (code === null || (code !== 0 && output.trim() === '')) {
    const why = errors === '' ? `exit code ${code ?? 'none'}` : errors;
    throw new AccountError('UNAVAILABLE', `qm ended without an answer: ${why}`);
  }
}

/** Its input has ended, so a program that asks is ended by QM; so is one that was told to go. */
function terminated(lines: readonly QmText[]): AccountError {
  if (lines.some((line) => line.startsWith('Received termination signal'))) {
    return new AccountError('UNAVAILABLE', 'QM ended the command: a stop was requested');
  }
  const asked = (lines.at(-1) ?? '').replace(/Process terminated$/, '').trim() || (lines.at(-2) ?? '').trim();
  return new AccountError('PROMPTED', `QM asked for input: ${asked}`);
}

function statusOf(statement: QmText, output: QmText): number {
  const lines = output.split('\n');
  const counted = lines.findLast((line) => COUNTED.test(line));
  if (counted !== undefined) return Number(COUNTED.exec(counted)?.[1]);
  if (lines.some((line) => REFUSED.test(line))) return -1;
  return QUERIES.test(statement) && !/\sCOUNT\.SUP\b/i.test(statement) ? -1 : 0;
}

/**
 * One record out of what QM's CT printed: the file and id, then `01: ` and the like before each field. Undefined
 * where QM says there is none.
 *
 * @param output as QM printed it, lines divided by CR LF: a bare LF is part of a field
 * @throws AccountError FILE_NOT_FOUND, PROTOCOL
 */
export function parseRecord(output: QmText): QmText | undefined {
  const text = withoutLastLineEnds(output);
  if (/^File not found$/m.test(text)) throw new AccountError('FILE_NOT_FOUND', 'file not found');
  if (/^Record '.*' not found$/s.test(text)) return undefined;
  const [head = '', ...lines] = text.split('\r\n');
  const fields: QmText[] = [];
  for (const line of lines) {
    const numbered = /^\s*(\d+): ?([\s\S]*)$/.exec(line);
    if (Number(numbered?.[1]) === fields.length + 1) fields.push(numbered?.[2] ?? '');
    else throw new AccountError('PROTOCOL', `CT did not print a record: ${truncate(fromQmText(head), 100)}`);
  }
  return fields.join(MARK.field);
}

function withoutLastLineEnds(output: QmText): QmText {
  let end = output.length;
  while (output.endsWith('\r\n', end)) end -= 2;
  return output.slice(0, end);
}
