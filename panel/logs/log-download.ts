import type { FileHandle } from 'node:fs/promises';
import { generation, generationOf, openIf } from '../../lib/log-generations.ts';
import { openToRead, readRange } from '../../lib/read-file.ts';
import type { LogIndex } from './log-index.ts';

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

/** Bytes that are read at a time. */
const CHUNK_BYTES = 1024 * 1024;
/** Bytes between two lines that are read over rather than read apart. */
const NEAR_BYTES = 64 * 1024;
const LF = Buffer.from('\n');

/** Lines of a file that one read brings. */
interface Stretch {
  readonly file: FileHandle;
  readonly from: number;
  to: number;
  readonly lines: { readonly start: number; readonly length: number }[];
}

/**
 * Some rows of a log, oldest first. The files are opened before the first byte goes out, as for a whole log.
 *
 * @throws Node's file errors
 */
export async function rowsDownload(index: LogIndex, rows: readonly number[]): Promise<LogDownload> {
  const files = new Map<string, FileHandle>();
  const close = async (): Promise<void> => {
    for (const file of files.values()) await file.close();
  };
  try {
    for (const { id } of index.segments) {
      const number = await generationOf(index.path, id);
      const file = number === undefined ? undefined : await openIf(generation(index.path, number), id);
      if (file !== undefined) files.set(id, file);
    }
  } catch (error) {
    await close();
    throw error;
  }
  // What is read of the index is read before anything is written to it.
  const stretches = [...stretchesOf(index, rows, files)];
  const lengths = stretches.flatMap(({ lines }) => lines.map(({ length }) => length + LF.length));
  return {
    bytes: lengths.reduce((sum, length) => sum + length, 0),
    content: async function* () {
      try {
        for (const stretch of stretches) yield* linesOf(stretch);
      } finally {
        await close();
      }
    },
  };
}

function* stretchesOf(
  index: LogIndex,
  rows: readonly number[],
  files: ReadonlyMap<string, FileHandle>,
): Generator<Stretch> {
  let stretch: Stretch | undefined;
  for (const row of rows) {
    const file = files.get(index.segmentOf(row)?.id ?? '');
    if (file === undefined) continue;
    const [start, length] = [index.rows.start(row), index.rows.length(row)];
    const isNear =
      stretch?.file === file &&
      start - stretch.to < NEAR_BYTES &&
      start + length - stretch.from < CHUNK_BYTES;
    if (stretch !== undefined && isNear) {
      stretch.to = start + length;
      stretch.lines.push({ start, length });
      continue;
    }
    if (stretch !== undefined) yield stretch;
    stretch = { file, from: start, to: start + length, lines: [{ start, length }] };
  }
  if (stretch !== undefined) yield stretch;
}

async function* linesOf({ file, from, to, lines }: Stretch): AsyncGenerator<Uint8Array> {
  // Only a single line is larger.
  if (to - from > CHUNK_BYTES) {
    for (let at = from; at < to; at += CHUNK_BYTES) {
      yield await readRange(file, at, Math.min(at + CHUNK_BYTES, to));
    }
    yield LF;
    return;
  }
  const bytes = await readRange(file, from, to);
  yield Buffer.concat(
    lines.flatMap(({ start, length }) => [bytes.subarray(start - from, start - from + length), LF]),
  );
}
