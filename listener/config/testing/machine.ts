import type { Machine } from '../machine.ts';

export interface FakeMachine {
  readonly platform?: NodeJS.Platform;
  readonly env?: Machine['env'];
  readonly userDir?: string;
  /** Content by path; an Error is thrown when the file is read. */
  readonly files?: Readonly<Record<string, string | Uint8Array | NodeJS.ErrnoException>>;
  /** Existing folders, by whether files may be created in them. */
  readonly folders?: Readonly<Record<string, 'writable' | 'read-only'>>;
}

/** A fake machine: any platform, with exactly these files and folders. */
export function fakeMachine({
  platform = 'linux',
  env = {},
  userDir,
  files = {},
  folders = {},
}: FakeMachine = {}): Machine {
  const windows = platform === 'win32';
  return {
    platform,
    env,
    cwd: windows ? 'D:\\work' : '/work',
    userDir: userDir ?? (windows ? 'C:\\Users\\anna' : '/home/anna'),
    files: {
      read: (file) => {
        const content = files[file];
        if (content === undefined) throw fileError('ENOENT');
        if (content instanceof Error) throw content;
        return typeof content === 'string' ? Buffer.from(content) : content;
      },
      isDirectory: (directory) => directory in folders,
      canWriteIn: (directory) => folders[directory] === 'writable',
    },
  };
}

export function fileError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: from the disk`), { code });
}
