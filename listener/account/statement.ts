import { AccountError } from './errors.ts';
import { MARK, type QmText, toQmText } from './text.ts';

/** The part of a statement's grammar that parsing its output needs: the file and the columns. */

export interface Token {
  readonly text: QmText;
  readonly quoted: boolean;
  /** Offsets in the statement, quotes included; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** @throws AccountError BAD_STATEMENT if a quote is not closed */
export function tokens(statement: QmText): readonly Token[] {
  const found: Token[] = [];
  const token = /\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/gy;
  const whole = statement.trimEnd().length;
  while (token.lastIndex < whole) {
    const match = token.exec(statement);
    if (match === null) throw new AccountError('BAD_STATEMENT', 'a quote in the statement is not closed');
    const quoted = match[1] ?? match[2];
    const text = quoted ?? match[3] ?? '';
    const end = token.lastIndex;
    const start = end - text.length - (quoted === undefined ? 0 : 2);
    found.push({ text, quoted: quoted !== undefined, start, end });
  }
  return found;
}

/** Keywords that end a clause, with the number of words that follow and belong to them. */
const CLAUSES: ReadonlyMap<string, number> = new Map([
  ['BY', 1],
  ['BY.DSND', 1],
  ['FIRST', 1],
  ['SAMPLE', 1],
  ['CSV', 0],
  ['NO.PAGE', 0],
  ['ID.SUP', 0],
  ['COUNT.SUP', 0],
  ['HDR.SUP', 0],
]);

/**
 * The file and the names in the field list of a `LIST` or `SORT`. A selection (`WITH ...`) extends to the next keyword,
 * so fields must come before it.
 *
 * @throws AccountError BAD_STATEMENT
 */
export function listedFields(words: readonly Token[]): {
  readonly file: string;
  readonly names: readonly string[];
} {
  const { file, fields } = parseFieldList(words);
  return { file, names: fields.map(({ text }) => text) };
}

/** The statement with a qualifier after each of these fields in its field list, for example `DAY CONV "D4-YMD"`. */
export function withQualifier(statement: QmText, names: ReadonlySet<string>, qualifier: string): QmText {
  if (names.size === 0) return statement;
  const { fields } = parseFieldList(tokens(statement));
  return fields
    .filter(({ text }) => names.has(text))
    .reduceRight((whole, { end }) => `${whole.slice(0, end)} ${qualifier}${whole.slice(end)}`, statement);
}

function parseFieldList(words: readonly Token[]): {
  readonly file: string;
  readonly fields: readonly Token[];
} {
  const [verb, file, ...rest] = words;
  if (verb === undefined || !/^(LIST|SORT)$/i.test(verb.text) || file === undefined || file.quoted) {
    throw new AccountError('BAD_STATEMENT', 'rows come from LIST or SORT and a file');
  }
  const fields: Token[] = [];
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index];
    if (word === undefined || word.quoted) continue;
    const keyword = word.text.toUpperCase();
    if (keyword === 'WITH') {
      index = selectionEnd(rest, index) - 1;
      continue;
    }
    const operands = CLAUSES.get(keyword);
    if (operands === undefined) fields.push(word);
    else index += operands;
  }
  return { file: file.text, fields };
}

/** The index where a selection ends: at the next keyword of `CLAUSES`. */
function selectionEnd(words: readonly Token[], start: number): number {
  let index = start + 1;
  while (index < words.length) {
    const word = words[index];
    if (word !== undefined && !word.quoted && CLAUSES.has(word.text.toUpperCase())) return index;
    index += 1;
  }
  return index;
}

/**
 * Quotes text from outside as one value; text enters a statement in no other way. QM has no escape inside quotes, so
 * the kind of quote that the value does not contain is used. Letters such as ü are safe: in UTF-8 they contain no mark
 * byte (see text.ts).
 *
 * @throws AccountError BAD_VALUE for a value with both kinds of quotes or a control character
 */
export function quote(text: string): QmText {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) {
      throw new AccountError('BAD_VALUE', 'a value for a statement contains a control character');
    }
  }
  return quoteBytes(toQmText(text));
}

/** The same for text that is already QmText and has no control character. @throws AccountError BAD_VALUE */
export function quoteBytes(value: QmText): QmText {
  if (!value.includes('"')) return `"${value}"`;
  if (!value.includes("'")) return `'${value}'`;
  throw new AccountError('BAD_VALUE', 'a value for a statement holds both kinds of quotes');
}

/**
 * A statement for the log: quoted values are masked. Text after a quote that is not closed is masked too, as it may be
 * a value.
 */
export function maskedStatement(statement: QmText): QmText {
  return statement.replace(/"[^"]*(?:"|$)|'[^']*(?:'|$)/g, '"***"').replace(/[\u00fb-\u00ff]/g, ' ');
}

/** Verbs that change nothing and leave no select list. */
const READ_ONLY = new Set(
  'LIST SORT COUNT SUM WHO TIME DATE LISTF LISTFL LISTFR LISTU LIST.USERS LIST.READU LIST.LOCKS LIST.ITEM CT'.split(
    ' ',
  ),
);
/** Verbs that change nothing but leave a select list, which the session's next statement would use. */
const SELECTS = new Set('SELECT SSELECT'.split(' '));
/** Verbs that would end the session without a reply (docs/qmclient.md §0 H15) or leave it in another account. */
const ENDING = new Set('QUIT OFF LOGTO'.split(' '));

/**
 * Checks a statement before it is sent. Field marks may separate the lines of a paragraph (docs/qmclient.md §2.3). Throws
 * BAD_STATEMENT for an empty one or one with a control character, NOT_SUPPORTED for one that ends its session or changes
 * its account.
 */
export function checkedStatement(statement: QmText): QmText {
  for (let index = 0; index < statement.length; index += 1) {
    const byte = statement.charCodeAt(index);
    if (byte < 0x20 || byte === 0x7f) {
      throw new AccountError('BAD_STATEMENT', 'a statement contains a control character');
    }
  }
  const lines = statement.split(MARK.field).map((line) => line.trim());
  if (lines.every((line) => line === '')) throw new AccountError('BAD_STATEMENT', 'the statement is empty');
  for (const line of lines) {
    const verb = verbOf(line);
    if (ENDING.has(verb) || (verb === 'LOGOUT' && line.length === verb.length)) {
      throw new AccountError('NOT_SUPPORTED', `${verb} would end or change the shared QM session`);
    }
  }
  return statement;
}

/** Whether a statement changes nothing, so that it may run again after its session died. */
export function isReadOnly(statement: QmText): boolean {
  const verb = verbOf(statement);
  return !statement.includes(MARK.field) && (READ_ONLY.has(verb) || SELECTS.has(verb));
}

/**
 * Whether a statement may leave select list 0 active: the session's next LIST would then list only those records (seen
 * live). Only verbs known to leave none are exempt.
 */
export function canLeaveSelectList(statement: QmText): boolean {
  return statement.includes(MARK.field) || !READ_ONLY.has(verbOf(statement));
}

function verbOf(line: QmText): string {
  return (/^\s*(\S*)/.exec(line)?.[1] ?? '').toUpperCase();
}
