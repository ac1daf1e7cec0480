import type { RunningProgram } from './platform.ts';

/** How a listener process is recognized among all others: by the command line that starts one. */

/** As our executables and bundled files are called, in a path of either system. */
const PROGRAM = /^hal-listener(?:-program)?(?:\.cjs|\.exe)?$/i;
/** Node and its options stand before the bundled file; more arguments are not looked at. */
const MAX_PLACES = 8;

/** What a search finds at most: a machine has one or two. */
export const MAX_PROGRAMS = 100;
/** Windows' own limit of a command line. */
export const MAX_COMMAND_LINE = 32_767;

/** The name of the last part of a path of either system. */
function nameOf(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}

/** Whether a command line is that of a listener: our program with `run`. */
export function isListenerCommand(args: readonly string[]): boolean {
  return args.slice(0, MAX_PLACES).some((arg, at) => PROGRAM.test(nameOf(arg)) && args[at + 1] === 'run');
}

/** The folder that a command line names as the home of its listener. */
export function homeOfArguments(args: readonly string[]): string | undefined {
  for (const [at, arg] of args.entries()) {
    if (arg === '--') return undefined;
    if (arg.startsWith('--home=')) return arg.slice('--home='.length);
    if (arg === '--home') return args[at + 1];
  }
  return undefined;
}

/** The first programs, and whether that is not all. */
export function firstPrograms(programs: readonly RunningProgram[]): {
  readonly programs: readonly RunningProgram[];
  readonly incomplete?: string;
} {
  const first = programs.slice(0, MAX_PROGRAMS);
  if (first.length === programs.length) return { programs };
  return { programs: first, incomplete: `More than ${MAX_PROGRAMS} were found; the rest are not shown.` };
}
