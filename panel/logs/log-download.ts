import type { FileHandle } from 'node:fs/promises';
import { openToRead } from '../../lib/read-file.ts';

export interface LogDownload {
  /** Of what `content` brings. */
  readonly bytes: number;
  /** Closes the files at its end, or when nobody reads on. */
  content(): AsyncGenerator<Uint8Array>;
}

/**
 * A whole log as it is now. Its files are opened before the first byte goes out: a rotation meanwhile neither repeats
 * lines nor leaves some out, and what is written meanwhile is not part of it.
 *
 * @param files oldest first
 * @throws Node's file errors
 */
export async function logDownload(files: readonly string[]): Promise<LogDownload> {
  const opened: { readonly file: FileHandle; readonly size: number }[] = [];
  const close = async (): Promise<void> => {
    for (const { file } of opened) await file.close();
  };
  try {
    for (const name of files) {
      const file = await openToRead(name);
      opened.push({ file, size: (await file.stat()).size });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    bytes: opened.reduce((sum, { size }) => sum + size, 0),
    content: async function* () {
      try {
        for (const { file, size } of opened) {
          if (size === 0) continue;
          yield* file.createReadStream({
            start: 0,
            end: size - 1,
            autoClose: false,
          }) as AsyncIterable<Uint8Array>;
        }
      } finally {
        await close();
      }
    },
  };
}
