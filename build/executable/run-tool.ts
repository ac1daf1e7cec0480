import { spawnSync } from 'node:child_process';

export interface ToolOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs a program to its end without output.
 *
 * @param program the program and its first arguments
 * @returns its standard output
 * @throws Error with its whole output if it fails
 */
export function runTool(
  [program = '', ...first]: readonly string[],
  args: readonly string[],
  { cwd, env }: ToolOptions = {},
): string {
  const ran = spawnSync(program, [...first, ...args], { cwd, env, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (ran.status === 0) return ran.stdout;
  const why = ran.error?.message ?? `exit code ${ran.status ?? ran.signal}`;
  throw new Error(`${[program, ...first, ...args].join(' ')} failed: ${why}\n${ran.stdout}${ran.stderr}`);
}

/** Whether a program is installed, determined by running it with its version flag. */
export function hasTool(program: string, flag = '--version'): boolean {
  return spawnSync(program, [flag], { stdio: 'ignore' }).status === 0;
}
