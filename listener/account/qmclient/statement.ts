import { AccountError } from '../errors.ts';
import { MARK, type QmText } from '../text.ts';

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
