import { spawnSync } from 'node:child_process';

export interface ToolOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs a program to its end, silently.
 *
 * @param program the program, and what stands before its arguments
 * @returns what it wrote to standard output
 * @throws Error with everything it wrote where it fails
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

/** Whether a program is there, by whether it can say its version. */
export function hasTool(program: string, flag = '--version'): boolean {
  return spawnSync(program, [flag], { stdio: 'ignore' }).status === 0;
}
