import { compareIds } from '../../id-order.ts';
import { MARK } from '../../text.ts';
import { idItem } from '../account-folder.ts';
import type { StoredRecord } from '../record-folder.ts';

import type { QueryFile } from '../statement-run.ts';

/** A file in a recorded transcript: texts with marks. */
export interface RecordedFile {
  readonly dict: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string>>;
}

/** A QM file in memory. */
export function memoryFile(name: string, { dict, data }: RecordedFile): QueryFile {
  return {
    name,
    data: memoryRecords(data),
    dictionary: memoryRecords({ '@ID': idItem(name), ...dict }),
  };
}

function memoryRecords(texts: Readonly<Record<string, string>>) {
  const records = Object.entries(texts)
    .map(([id, text]): StoredRecord => ({ id, text, fields: text.split(MARK.field) }))
    .sort((a, b) => compareIds(a.id, b.id));
  const byId = new Map(records.map((record) => [record.id, record]));
  return { version: 1, get: (id: string) => byId.get(id), all: () => records };
}
