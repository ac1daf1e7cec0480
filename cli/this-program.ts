import { realpathSync } from 'node:fs';
import { isSea } from 'node:sea';
import { EXIT } from '../contract/exit-codes.ts';
import { type Resources, shippedResources } from '../panel/resources.ts';
import { CliFailure } from './terminal.ts';

/**
 * This very program: how it is run again, and where the files it serves are. Everything that starts it once more, now or
 * at the next boot, asks here.
 */
export interface ThisProgram {
  /** Whether it is one executable with its runtime and files inside. */
  readonly isExecutable: boolean;
  /** Whole path of the executable, otherwise of Node. */
  readonly program: string;
  /** Whole path of the bundled file; undefined for an executable. */
  readonly script: string | undefined;
  /** What stands before the arguments of a command: nothing, or the bundled file. */
  readonly args: readonly string[];
}

/** How the running program is run again. */
export function thisProgram(): ThisProgram {
  // Not `process.argv[1]`: that is whatever link it was started by.
  return isSea() ? programOf(process.execPath) : programOf(process.execPath, import.meta.filename);
}

/** The panel's page and the search thread: inside the executable, or beside the bundled file. */
export function programResources(): Resources {
  return shippedResources(import.meta.dirname);
}

/**
 * How this program is started later by the system or by QM: the files themselves, as links belong to a package manager
 * and may go.
 *
 * @param starter who will start it, for the message
 * @throws CliFailure where it would not be there any more
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

/** Folders that a program is run from once. They are emptied without notice. */
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
