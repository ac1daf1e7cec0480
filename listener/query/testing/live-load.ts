import type { Account } from '../../account/account.ts';
import type { LoadTarget } from '../../account/embedded/load.ts';
import { qmStage } from '../../account/testing/stage.ts';

/** A real QM's account as what `loadFiles` fills: a file that is there is made anew. */
export function loadTarget(account: Account): LoadTarget {
  const { createFile, deleteFile } = qmStage(account);
  return {
    read: (file, id) => account.read(file, id),
    select: (file) => account.select(file),
    writeAll: async (file, records) => {
      for (const [id, record] of records) await account.write(file, id, record);
    },
    createFile: async (name) => {
      await deleteFile(name);
      await createFile(name);
    },
    emptyFile: async () => {},
    isExample: async () => false,
  };
}
