import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';

/** What may stand where a file is expected, each by what makes it. Windows has none of the first and the last two. */
export const ODD_FILES: Readonly<Record<string, (file: string) => void>> = {
  ...(process.platform === 'win32'
    ? {}
    : {
        'named pipe': (file: string) => void execFileSync('mkfifo', [file]),
        'symbolic link to a device': (file: string) => symlinkSync('/dev/zero', file),
        'symbolic link that leads to itself': (file: string) => symlinkSync(file, file),
      }),
  folder: (file) => void mkdirSync(file),
  'file of 5 GB': (file) => {
    writeFileSync(file, '');
    // Sparse: it has the size and takes no room.
    truncateSync(file, 5_000_000_000);
  },
};
