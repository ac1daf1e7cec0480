import { AccountError } from '../errors.ts';
import { MARK, type QmText } from '../text.ts';

/**
 * A record as QM keeps it in a DIRECTORY file (shared spec, qmclient.md §1.6): a field a line, LF after the last
 * one too; value and subvalue marks stay as they are. A record with a line feed could not be read back as it was,
 * so it is refused with BAD_VALUE.
 */
export function encodeRecord(record: QmText): QmText {
  if (record.includes('\n')) throw new AccountError('BAD_VALUE', 'a record may not hold a line feed');
  return `${record.replaceAll(MARK.field, '\n')}\n`;
}

/** The exact inverse of `encodeRecord`; a file edited by hand may lack the last LF. */
export function decodeRecord(text: QmText): QmText {
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  return body.replaceAll('\n', MARK.field);
}
