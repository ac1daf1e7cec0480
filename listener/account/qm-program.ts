import { posix, win32 } from 'node:path';

/** Where QM's own program may be; the drivers `pipe` and `command` start it. */
export interface ProgramSearch {
  readonly platform: NodeJS.Platform;
  readonly path: string | undefined;
  readonly exists: (file: string) => boolean;
}

/** Folders QM is installed to, by its own installers (ScarletDME, OpenQM). */
const USUAL: Readonly<Record<'windows' | 'other', readonly string[]>> = {
  windows: ['C:\\qmsys\\bin', 'C:\\QMSYS\\BIN', 'C:\\openqm\\bin', 'C:\\Program Files\\OpenQM\\bin'],
  other: ['/usr/qmsys/bin', '/usr/local/qmsys/bin', '/opt/qmsys/bin'],
};

/** The whole path of `qm` in PATH or one of its usual folders; undefined where it is in none. */
export function findQmProgram({ platform, path, exists }: ProgramSearch): string | undefined {
  const windows = platform === 'win32';
  const { join, delimiter } = windows ? win32 : posix;
  const folders = [
    ...(path ?? '').split(delimiter).filter((folder) => folder !== ''),
    ...USUAL[windows ? 'windows' : 'other'],
  ];
  return folders.map((folder) => join(folder, windows ? 'qm.exe' : 'qm')).find(exists);
}
