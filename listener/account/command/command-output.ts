import { trimEnd, truncate } from '../../../lib/text.ts';
import type { Executed } from '../account.ts';
import { AccountError, NO_FREE_SEAT } from '../errors.ts';
import { isNotStartedText } from '../qmclient/replies.ts';
import { fromQmText, MARK, type QmText } from '../text.ts';

/** The result of a `qm` process that ran one statement. */
export interface CommandEnd {
  /** Its whole standard output, lines separated by CR LF. */
  readonly output: QmText;
  /** The end of its standard error, trimmed. */
  readonly errors: QmText;
  readonly code: number | null;
}

/** Verbs whose output ends with a count unless they failed. */
const QUERIES = /^\s*(LIST|SORT|COUNT|SELECT|SSELECT)\s/i;
const COUNTED = /^(?:Sample of )?(\d+) record\(s\) (?:listed|counted|selected to list \d+)$/;
const REFUSED =
  /^(?:File not found|No VOC record found for .*|Program .* not found|\S+ is not in your VOC|\S+ is not a field name or expression)$/;
/** A run-time error or an abort: QM prints its code, then a message. */
const ABORT = /^[0-9A-F]{8}: /;

/**
 * Parses what QM printed for a statement. QM's exit code is 0 even if the statement failed, so its messages decide. The
 * status is the count in the output; without one it is 0, or -1 for a failed statement.
 *
 * @param greetingLines lines the account's login prints before every answer
 * @throws AccountError UNAVAILABLE, LICENCE_LIMIT, LOGIN_REFUSED, PROMPTED, ABORTED
 */
export function readCommandEnd(statement: QmText, end: CommandEnd, greetingLines = 0): Executed {
  const lines = linesOf(end.output);
  assertAnswered(end, lines);
  const output = trimEnd(lines.slice(greetingLines).join('\n'), '\n');
  return { output, status: statusOf(statement, output) };
}

/**
 * How many lines the account's LOGIN prints before an answer, measured on the answer to `WHO`.
 *
 * @throws as `readCommandEnd`, and PROTOCOL if the answer to WHO is not in QM's form
 */
export function greetingLinesOf(end: CommandEnd): number {
  const lines = readCommandEnd('WHO', end).output.split('\n');
  const last = lines.at(-1) ?? '';
  if (!/^\s*\d+ \S/.test(last)) {
    throw new AccountError('PROTOCOL', `unexpected answer to WHO: ${truncate(fromQmText(last), 100)}`);
  }
  return lines.length - 1;
}

/** The output as QM printed it, without the lines that LOGIN printed. */
export function withoutGreeting(output: QmText, greetingLines: number): QmText {
  return output.split('\n').slice(greetingLines).join('\n');
}

function linesOf(output: QmText): QmText[] {
  return trimEnd(output.replaceAll('\r\n', '\n'), '\n').split('\n');
}

function assertAnswered({ output, errors, code }: CommandEnd, lines: readonly QmText[]): void {
  if (isNotStartedText(errors)) throw new AccountError('UNAVAILABLE', errors);
  const [first = ''] = lines;
  const last = lines.at(-1) ?? '';
  if (code !== 0 && first.includes('User limit reached')) {
    throw new AccountError('LICENCE_LIMIT', `${NO_FREE_SEAT}: user limit reached`);
  }
  if (last === 'Connection terminated' && lines.length > 1) {
    throw new AccountError('LOGIN_REFUSED', `QM refused: ${lines.at(-2)}`);
  }
  if (last.endsWith('Process terminated')) throw toTerminatedError(lines);
  if (ABORT.test(last)) {
    // The ABORT's own text stands before it.
    const message = lines.length > 1 && /: Abort at /.test(last) ? lines.slice(0, -1).join('\n') : last;
    throw new AccountError('ABORTED', message.trim());
  }
  if (code === null || (code !== 0 && output.trim() === '')) {
    const why = errors === '' ? `exit code ${code ?? 'none'}` : errors;
    throw new AccountError('UNAVAILABLE', `qm ended without an answer: ${why}`);
  }
}

/** QM terminates a program that asks for input, since there is none, and a program that received a stop signal. */
function toTerminatedError(lines: readonly QmText[]): AccountError {
  if (lines.some((line) => line.startsWith('Received termination signal'))) {
    return new AccountError('UNAVAILABLE', 'QM ended the command: a stop was requested');
  }
  const prompt =
    (lines.at(-1) ?? '').replace(/Process terminated$/, '').trim() || (lines.at(-2) ?? '').trim();
  return new AccountError('PROMPTED', `QM asked for input: ${prompt}`);
}

function statusOf(statement: QmText, output: QmText): number {
  const lines = output.split('\n');
  const counted = lines.findLast((line) => COUNTED.test(line));
  if (counted !== undefined) return Number(COUNTED.exec(counted)?.[1]);
  if (lines.some((line) => REFUSED.test(line))) return -1;
  return QUERIES.test(statement) && !/\sCOUNT\.SUP\b/i.test(statement) ? -1 : 0;
}

/**
 * Parses a record from the output of QM's CT: the file and id, then each field after its number (`01: `). Undefined if
 * QM reports that there is none.
 *
 * @param output as QM printed it, lines separated by CR LF: a bare LF is part of a field
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
