import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';

/** Things that may be in the place of a file, with functions that create them. Windows lacks named pipes and such links. */
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
    // The file is sparse, so it uses no disk space.
    truncateSync(file, 5_000_000_000);
  },
};
