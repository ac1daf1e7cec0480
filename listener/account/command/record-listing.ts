import { truncate } from '../../../lib/truncate.ts';
import { AccountError } from '../errors.ts';
import { fromQmText, MARK, type QmText } from '../text.ts';

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
