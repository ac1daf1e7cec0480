import { AccountError } from '../errors.ts';
import { MARK, type QmText } from '../text.ts';

/** They answer from what is there, change nothing and leave no select list behind. */
const READ_ONLY = new Set(
  'LIST SORT COUNT SUM WHO TIME DATE LISTF LISTFL LISTFR LISTU LIST.USERS LIST.READU LIST.LOCKS LIST.ITEM CT'.split(
    ' ',
  ),
);
/** They select: read-only too, but the list they leave would be taken by the next statement of the session. */
const SELECTS = new Set('SELECT SSELECT'.split(' '));
/** They would end the session without an answer (docs/qmclient.md §0 H15) or leave it in another account. */
const ENDING = new Set('QUIT OFF LOGTO'.split(' '));

/**
 * A statement that may be sent. Field marks may divide it into the lines of a paragraph (docs/qmclient.md §2.3). Throws
 * BAD_STATEMENT for an empty one or one with a control character, NOT_SUPPORTED for one that ends or moves the
 * session it runs in.
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

/** Whether a statement may run twice: what a session's death interrupted is then asked again. */
export function isReadOnly(statement: QmText): boolean {
  const verb = verbOf(statement);
  return !statement.includes(MARK.field) && (READ_ONLY.has(verb) || SELECTS.has(verb));
}

/**
 * Whether a statement may leave select list 0 active: the session's next LIST would then list those records and
 * no others, whatever it asked for (seen live). Only verbs known to leave none are trusted.
 */
export function canLeaveSelectList(statement: QmText): boolean {
  return statement.includes(MARK.field) || !READ_ONLY.has(verbOf(statement));
}

function verbOf(line: QmText): string {
  return (/^\s*(\S*)/.exec(line)?.[1] ?? '').toUpperCase();
}
