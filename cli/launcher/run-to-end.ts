import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/**
 * Signals that reach every program of the terminal: the program that runs ends by itself, and its launcher waits for it. The
 * last two are Ctrl+Break and the closing of a console on Windows; a SIGHUP elsewhere ends the launcher too.
 */
const SHARED: Readonly<Partial<Record<NodeJS.Platform, readonly NodeJS.Signals[]>>> = {
  win32: ['SIGINT', 'SIGBREAK', 'SIGHUP'],
};

/** The process that waits, and how it starts another. */
export interface Launcher {
  readonly platform: NodeJS.Platform;
  on(signal: NodeJS.Signals, handler: () => void): unknown;
  off(signal: NodeJS.Signals, handler: () => void): unknown;
  spawn(program: string, args: readonly string[], options: SpawnOptions): ChildProcess;
}

const THIS_PROCESS: Launcher = {
  platform: process.platform,
  on: (signal, handler) => process.on(signal, handler),
  off: (signal, handler) => process.off(signal, handler),
  spawn,
};

/** Runs a program in this terminal to its end. Ctrl+C reaches the program directly. @returns its exit code */
export function runToEnd(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  launcher: Launcher = THIS_PROCESS,
): Promise<number> {
  const child = launcher.spawn(program, args, { stdio: 'inherit', env });
  const wait = (): void => undefined;
  const forward = (): void => void child.kill('SIGTERM');
  const shared = SHARED[launcher.platform] ?? ['SIGINT'];
  for (const signal of shared) launcher.on(signal, wait);
  launcher.on('SIGTERM', forward);
  return new Promise((resolve) => {
    const end = (code: number): void => {
      for (const signal of shared) launcher.off(signal, wait);
      launcher.off('SIGTERM', forward);
      resolve(code);
    };
    child.once('error', () => end(1));
    child.once('exit', (code, signal) => end(code ?? (signal === null ? 1 : 0)));
  });
}
