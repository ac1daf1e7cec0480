import type { Row } from '../../contract/hal.ts';
import { Encoding } from '../account/encoding.ts';
import { MARK, type QmText } from '../account/text.ts';
import type { Reply } from '../protocol/reply.ts';

/**
 * What HAL.QUERY left in its arguments, as a reply; undefined where it left REPLY empty: it declined.
 *
 * @param after TEXT, SESSION.ID, INTENT, REPLY, ACTION, ROWS
 */
export function readHalQueryReply(after: readonly QmText[], encoding = new Encoding()): Reply | undefined {
  const [, , intent = '', reply = '', action = '', rows = ''] = after;
  encoding.observe(after.slice(3).join(' '));
  const characters = charactersBy(encoding);
  const text = characters(reply).trim();
  if (text === '') return undefined;
  const data = readRows(rows, characters, encoding.isLatin1);
  return {
    text,
    intent: named(characters(intent)).toUpperCase() || 'HAL.QUERY',
    action: named(characters(action)).toLowerCase() || 'hal_query',
    confidence: 1,
    status: 'success',
    rows: data,
    count: data.length,
    by: 'HAL.QUERY',
  };
}

/** Fields are rows, values cells, subvalues the values of a cell; the first field names the columns. */
function readRows(rows: QmText, characters: Reader, isLatin1: boolean): readonly Row[] {
  if (rows === '') return [];
  const [head = '', ...fields] = rows.split(MARK.field);
  const names = head.split(MARK.value).map(characters);
  return fields.map((field) => {
    const cells = field.split(MARK.value);
    return Object.fromEntries(
      names.map((name, index) => [name, valueIn(cells[index] ?? '', characters, isLatin1)]),
    );
  });
}

function valueIn(cell: QmText, characters: Reader, isLatin1: boolean): string | readonly string[] {
  return cell.includes(MARK.subvalue) && !isLatin1
    ? cell.split(MARK.subvalue).map(characters)
    : characters(cell);
}

type Reader = (text: QmText) => string;

/** A mark inside a text is where its writer wanted a new line. In Latin-1 all but two of them are letters. */
function charactersBy(encoding: Encoding): Reader {
  const marks = encoding.isLatin1 ? /[\u00fd\u00fe]/ : /[\u00fb-\u00ff]/;
  return (text) =>
    text
      .split(marks)
      .map((line) => encoding.decode(line))
      .join('\n');
}

/** An intent or an action as clients compare it: one word. Empty for what is none. */
function named(text: string): string {
  const word = text.trim().replaceAll(/[\s-]+/g, '_');
  return /^[\w.]{1,64}$/.test(word) ? word : '';
}
