import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** How this program was started. */
export interface Invocation {
  /** `process.argv`. */
  readonly argv: readonly string[];
  readonly execPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of the terminal it is typed in; undefined where that may be any. */
  readonly cwd: string | undefined;
  readonly platform: NodeJS.Platform;
  /** Whether it is one executable, without a script. */
  readonly isExecutable: boolean;
  /** The file behind a path, links followed; undefined where there is none. */
  readonly realPath: (file: string) => string | undefined;
}

/**
 * What to type in this terminal to run this program again: `hal-listener` where that is in the path, else
 * `npx hal-listener` where npm started it, else the file as it was started.
 */
export function commandName(invocation: Invocation): string {
  const { argv, execPath, env, cwd, platform, isExecutable, realPath } = invocation;
  const paths = platform === 'win32' ? path.win32 : path.posix;
  const script = isExecutable ? execPath : argv[1];
  if (script === undefined) return 'hal-listener';
  const program = realPath(script) ?? script;
  const suffixes = platform === 'win32' ? ['.exe', '.cmd'] : [''];
  // npm puts its own folders into the path of what it starts: they are not in that of the terminal.
  const folders = (pathOf(env, platform) ?? '')
    .split(paths.delimiter)
    .filter((folder) => folder !== '' && !/[\\/]node_modules[\\/]\.bin[\\/]?$/.test(folder));
  const inPath = folders.some((folder) =>
    suffixes.some((suffix) => {
      const found = realPath(paths.join(folder, `hal-listener${suffix}`));
      // A .cmd of npm is a file of its own that leads to the script.
      return found !== undefined && (found === program || suffix === '.cmd');
    }),
  );
  if (inPath) return 'hal-listener';
  if (env.npm_command !== undefined) return 'npx hal-listener';
  const relative = cwd === undefined ? '' : paths.relative(cwd, script);
  const isBelow = relative !== '' && !relative.startsWith('..') && !paths.isAbsolute(relative);
  const typed = isBelow ? `${isExecutable ? `.${paths.sep}` : ''}${relative}` : script;
  return isExecutable ? quoted(typed) : `node ${quoted(typed)}`;
}

/** How this process was started, for who types in its terminal. */
export function thisInvocation({ isExecutable }: Pick<Invocation, 'isExecutable'>): Invocation {
  const { argv, execPath, env, platform } = process;
  const realPath = (file: string) => (existsSync(file) ? realpathSync(file) : undefined);
  return { argv, execPath, env, cwd: process.cwd(), platform, isExecutable, realPath };
}

function pathOf(env: Invocation['env'], platform: NodeJS.Platform): string | undefined {
  if (platform !== 'win32') return env.PATH;
  return Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1];
}

function quoted(word: string): string {
  return /[\s"'&()]/.test(word) ? `"${word}"` : word;
}
