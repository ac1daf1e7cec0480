import fc from 'fast-check';
import type { AutostartEntry, AutostartFiles } from '../autostart.ts';

/** Paths with unusual characters. */
const path = fc.stringMatching(/^[A-Za-z0-9 %$&'`()+,;=@~äü.\\-]{1,20}$/).map((rest) => `/opt/${rest}x`);
const word = fc.stringMatching(/^[A-Za-z0-9 %$&'"`()+,;=@~<>äü.\\-]{0,20}$/);

/** Entries to write and read back. A path contains no quote, since Windows allows none. */
export const ENTRIES: fc.Arbitrary<AutostartEntry> = fc.record({
  program: path,
  args: fc.array(word, { maxLength: 4 }),
});

export const ENTRY: AutostartEntry = {
  program: 'C:\\Program Files\\nodejs\\node.exe',
  args: ['C:\\HAL Listener\\hal-listener.cjs', 'watch', '--port=9000'],
};

/** A disk in memory. */
export function memoryFiles(): AutostartFiles & { readonly all: Map<string, Buffer> } {
  const all = new Map<string, Buffer>();
  return {
    all,
    read: (file) => all.get(file),
    write: (file, content) => void all.set(file, Buffer.from(content)),
    remove: (file) => void all.delete(file),
  };
}
