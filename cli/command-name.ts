import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** How this program was started. */
export interface Invocation {
  /** `process.argv`. */
  readonly argv: readonly string[];
  readonly execPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Working folder of the terminal; undefined if it is unknown. */
  readonly cwd: string | undefined;
  readonly platform: NodeJS.Platform;
  /** Whether the program is a single executable without a script. */
  readonly isExecutable: boolean;
  /** Resolves the links of a path; undefined if there is no such file. */
  readonly realPath: (file: string) => string | undefined;
}

/**
 * What to type in this terminal to run this program again: `hal-listener` if it is in the path, else `npx hal-listener`
 * if npm started it, else the file as it was started.
 */
export function commandName(invocation: Invocation): string {
  const { argv, execPath, env, cwd, platform, isExecutable, realPath } = invocation;
  const paths = platform === 'win32' ? path.win32 : path.posix;
  const script = isExecutable ? execPath : argv[1];
  if (script === undefined) return 'hal-listener';
  const program = realPath(script) ?? script;
  const suffixes = platform === 'win32' ? ['.exe', '.cmd'] : [''];
  // npm adds its own folders to the path of the programs that it starts; the terminal's path does not have them.
  const folders = (pathOf(env, platform) ?? '')
    .split(paths.delimiter)
    .filter((folder) => folder !== '' && !/[\\/]node_modules[\\/]\.bin[\\/]?$/.test(folder));
  const inPath = folders.some((folder) =>
    suffixes.some((suffix) => {
      const candidate = realPath(paths.join(folder, `hal-listener${suffix}`));
      // npm's .cmd file is not a link to the script but a file that runs it.
      return candidate !== undefined && (candidate === program || suffix === '.cmd');
    }),
  );
  if (inPath) return 'hal-listener';
  if (env.npm_command !== undefined) return 'npx hal-listener';
  const relative = cwd === undefined ? '' : paths.relative(cwd, script);
  const isBelow = relative !== '' && !relative.startsWith('..') && !paths.isAbsolute(relative);
  const typed = isBelow ? `${isExecutable ? `.${paths.sep}` : ''}${relative}` : script;
  if (!isExecutable) return `node ${quote(typed)}`;
  return platform === 'win32' ? quoteWindowsProgram(typed) : quote(typed);
}

/** How this process was started. */
export function currentInvocation({ isExecutable }: Pick<Invocation, 'isExecutable'>): Invocation {
  const { argv, execPath, env, platform } = process;
  const realPath = (file: string) => (existsSync(file) ? realpathSync(file) : undefined);
  return { argv, execPath, env, cwd: process.cwd(), platform, isExecutable, realPath };
}

function pathOf(env: Invocation['env'], platform: NodeJS.Platform): string | undefined {
  if (platform !== 'win32') return env.PATH;
  return Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1];
}

/**
 * A program's path for cmd.exe and PowerShell alike: PowerShell takes a word that begins with a quote for a text, and runs
 * one with quotes inside, as `C:\\"Program Files"\\x.exe`. `& "C:\\Program Files\\x.exe"` is an error in cmd.exe, and which of
 * the two the reader types into is not known.
 */
function quoteWindowsProgram(file: string): string {
  return file.replaceAll(/[^\\]+/g, (name) => (/^[\p{L}\p{N}_.:~+-]+$/u.test(name) ? name : `"${name}"`));
}

function quote(argument: string): string {
  return /[\s"'&()]/.test(argument) ? `"${argument}"` : argument;
}
