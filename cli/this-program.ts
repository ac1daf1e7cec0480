import { realpathSync } from 'node:fs';
import { isSea } from 'node:sea';
import { EXIT } from '../contract/exit-codes.ts';
import { type Resources, shippedResources } from '../panel/resources.ts';
import { CliFailure } from './terminal.ts';

/**
 * How to run this program again, and where the files it serves are. Everything that starts it again, now or at the next
 * boot, uses this.
 */
export interface ThisProgram {
  /** Whether it is a single executable that contains its runtime and files. */
  readonly isExecutable: boolean;
  /** Absolute path of the executable, otherwise of Node. */
  readonly program: string;
  /** Absolute path of the bundled file; undefined for an executable. */
  readonly script: string | undefined;
  /** The arguments before those of a command: none, or the bundled file. */
  readonly args: readonly string[];
}

/** How to run the current program again. */
export function thisProgram(): ThisProgram {
  // `process.argv[1]` would be the link that the program was started by.
  return isSea() ? programOf(process.execPath) : programOf(process.execPath, import.meta.filename);
}

/** The files of the panel and of the search thread: inside the executable, or beside the bundled file. */
export function programResources(): Resources {
  return shippedResources(import.meta.dirname);
}

/**
 * How the system or QM starts this program later. Links are resolved, because they belong to a package manager and may
 * be removed.
 *
 * @param starter what will start it, for the message
 * @throws CliFailure if the program is in a cache and may be gone by then
 */
export function lastingProgram(
  starter: string,
  { program, script }: Pick<ThisProgram, 'program' | 'script'> = thisProgram(),
  realPath: (file: string) => string = (file) => realpathSync(file),
): ThisProgram {
  const real = programOf(realPath(program), script === undefined ? undefined : realPath(script));
  const file = real.script ?? real.program;
  const cache = cacheOf(file);
  if (cache === undefined) return real;
  throw new CliFailure(
    [
      `Nothing was installed for ${starter}: this program runs from ${cache} (${file}), which may be gone at the next start.`,
      'Install the listener first, then run this command again: npm install --global hal-listener',
    ].join('\n'),
    EXIT.failed,
  );
}

function programOf(program: string, script?: string): ThisProgram {
  return { isExecutable: script === undefined, program, script, args: script === undefined ? [] : [script] };
}

/** Folders for programs that are run only once. They are emptied without notice. */
const CACHES: readonly { readonly name: string; readonly folder: RegExp }[] = [
  { name: 'the cache of npx', folder: /^_npx$/ },
  { name: 'the cache of bunx', folder: /^bunx-/ },
  // `pnpm/dlx` and `dlx-4711`.
  { name: 'the cache of pnpm or Yarn', folder: /^dlx(?:-|$)/ },
  { name: 'an AppImage, which is there only while it runs', folder: /^\.mount_/ },
];

function cacheOf(file: string): string | undefined {
  const folders = file.split(/[\\/]/).slice(0, -1);
  return CACHES.find(({ folder }) => folders.some((name) => folder.test(name)))?.name;
}
