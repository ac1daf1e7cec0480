import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { openToRead, readRange } from '../../lib/read-file.ts';
import { BackupError } from './backup-error.ts';

const CHUNK_BYTES = 256 * 1024;

/**
 * A file in pieces, as long as it is when it is opened.
 *
 * @throws BackupError if it is larger than `maxBytes`; FileError, Node's file errors
 */
export async function* fileChunks(path: string, maxBytes: number): AsyncGenerator<Uint8Array, void, void> {
  const file = await openToRead(path);
  try {
    const { size } = await file.stat();
    if (size > maxBytes) throw new BackupError(`${path} is larger than it may be (${size} bytes).`);
    for (let at = 0; at < size; at += CHUNK_BYTES) {
      const chunk = await readRange(file, at, Math.min(size, at + CHUNK_BYTES));
      if (chunk.length === 0) return;
      yield chunk;
    }
  } finally {
    await file.close();
  }
}

/** Lines as JSON, joined to pieces: packing a piece costs more than packing its bytes. */
export async function* jsonLines(values: Iterable<unknown>): AsyncGenerator<Uint8Array, void, void> {
  let lines: string[] = [];
  let length = 0;
  for (const value of values) {
    const line = `${JSON.stringify(value)}\n`;
    lines.push(line);
    length += line.length;
    if (length < CHUNK_BYTES) continue;
    yield Buffer.from(lines.join(''));
    lines = [];
    length = 0;
    await yieldToEventLoop();
  }
  yield Buffer.from(lines.join(''));
}
