import { expect, it } from 'vitest';
import { NODE_ROOMS, readSource, sourceFiles } from './rooms.ts';

/** Files that may use Node's own functions to open or read files, and why lib/read-file.ts does not fit there. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'cli/launcher/electron-binary.ts': 'files of an npm package',
  'electron/tray-image.ts': 'pictures of the package itself',
  'listener/config/machine.ts': 'makes a file to see whether it may',
  'listener/log/log-disk.ts': 'appends to a log without waiting, and reads a part of it',
  'supervisor/diagnostics/stderr-log.ts': 'reads the last 64 KiB of a file that may be longer',
  'panel/resources.ts': 'files of the package itself',
  'panel/uploads.ts': 'makes and writes new files',
  'supervisor/platform/linux.ts': '/proc, which has no size',
};

const READERS = /\b(?:readFile|readFileSync|createReadStream|open|openSync|openAsBlob)\b/;

/** Whether a file imports one of Node's functions that open files, or all of them. */
function opensFiles(text: string): boolean {
  return [...text.matchAll(/import (.{1,300}?) from 'node:fs(?:\/promises)?'/gs)].some(
    ([, names = '']) => READERS.test(names) || !names.includes('{'),
  );
}

it('is done by the one bounded reader, which waits for no FIFO', () => {
  // lib/ contains the reader and other code that uses descriptors.
  const files = sourceFiles(NODE_ROOMS.filter((room) => room !== 'lib'));
  const found = files.filter((file) => opensFiles(readSource(file)));
  expect(found.sort()).toEqual(Object.keys(EXCEPTIONS).sort());
});
