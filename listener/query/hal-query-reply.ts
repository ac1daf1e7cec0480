import type { Row } from '../../contract/hal.ts';
import { fromQmText, MARK, type QmText } from '../account/text.ts';
import type { Reply } from '../protocol/reply.ts';

/**
 * What HAL.QUERY left in its arguments, as a reply; undefined where it left REPLY empty: it declined.
 *
 * @param after TEXT, SESSION.ID, INTENT, REPLY, ACTION, ROWS
 */
export function readHalQueryReply(after: readonly QmText[]): Reply | undefined {
  const [, , intent = '', reply = '', action = '', rows = ''] = after;
  const text = characters(reply).trim();
  if (text === '') return undefined;
  const data = readRows(rows);
  return {
    text,
    intent: named(intent).toUpperCase() || 'HAL.QUERY',
    action: named(action).toLowerCase() || 'hal_query',
    confidence: 1,
    status: 'success',
    rows: data,
    count: data.length,
    by: 'HAL.QUERY',
  };
}

/** Fields are rows, values cells, subvalues the values of a cell; the first field names the columns. */
function readRows(rows: QmText): readonly Row[] {
  if (rows === '') return [];
  const [head = '', ...fields] = rows.split(MARK.field);
  const names = head.split(MARK.value).map(characters);
  return fields.map((field) => {
    const cells = field.split(MARK.value);
    return Object.fromEntries(names.map((name, index) => [name, valueIn(cells[index] ?? '')]));
  });
}

function valueIn(cell: QmText): string | readonly string[] {
  return cell.includes(MARK.subvalue) ? cell.split(MARK.subvalue).map(characters) : characters(cell);
}

/** A mark inside a text is where its writer wanted a new line. */
function characters(text: QmText): string {
  return text
    .split(/[\u00fb-\u00ff]/)
    .map(fromQmText)
    .join('\n');
}

/** An intent or an action as clients compare it: one word. Empty for what is none. */
function named(text: QmText): string {
  const word = characters(text)
    .trim()
    .replaceAll(/[\s-]+/g, '_');
  return /^[\w.]{1,64}$/.test(word) ? word : '';
}
