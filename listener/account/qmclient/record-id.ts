import { AccountError } from '../errors.ts';
import type { QmText } from '../text.ts';

/** QM's default MAXIDLEN; ids past 99 bytes are read as another record's (QMClient spec §0 H3). */
export const LONGEST_ID_BYTES = 63;

/**
 * A record id QM will take as it is. Throws BAD_ID for an empty or too long one, one that holds a mark or a
 * control character: QM cuts, refuses or answers such ids with an empty record (§1.4, §1.6).
 */
export function checkedId(id: QmText): QmText {
  if (id === '') throw new AccountError('BAD_ID', 'a record id is empty');
  if (id.length > LONGEST_ID_BYTES) {
    throw new AccountError('BAD_ID', `a record id has ${id.length} bytes; QM keeps ${LONGEST_ID_BYTES}`);
  }
  for (let index = 0; index < id.length; index += 1) {
    const byte = id.charCodeAt(index);
    if (byte < 0x20 || byte === 0x7f || byte >= 0xfb) {
      throw new AccountError('BAD_ID', 'a record id holds a mark or a control character');
    }
  }
  return id;
}
