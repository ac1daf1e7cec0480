import { type FileHandle, open } from 'node:fs/promises';
import { vi } from 'vitest';

/** Counts the bytes read from files through any handle of this process during `work`. */
export async function bytesRead(work: () => Promise<unknown>): Promise<number> {
  const handle = await open(import.meta.filename);
  const read = vi.spyOn(Object.getPrototypeOf(handle) as FileHandle, 'read');
  await handle.close();
  try {
    await work();
    const results = read.mock.results.map(({ value }) => value as Promise<{ readonly bytesRead: number }>);
    return (await Promise.all(results)).reduce((sum, result) => sum + result.bytesRead, 0);
  } finally {
    read.mockRestore();
  }
}
