import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import {
  ORIGIN_VARIABLE,
  OUTPUT_VARIABLE,
  type PhantomOrigin,
  PREDECESSOR_VARIABLE,
  UNSAVED_ORDER_VARIABLE,
} from '../../contract/phantom-origins.ts';
import type { UnsavedOrder } from '../../contract/run-state.ts';
import { openStderrLog, openTemporaryStderrLog, type StderrLog } from '../diagnostics/stderr-log.ts';

/** The command that starts a listener. */
export interface LaunchCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** Replaces this process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
}

/** How a process ended: with a code, by a signal, or it could not be started. */
export type ProcessExit =
  | { readonly kind: 'code'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'not-started'; readonly reason: string };

export interface LaunchedProcess {
  /** Undefined if the program could not be started. */
  readonly pid: number | undefined;
  /** The file with its standard output and error. */
  readonly stderrFile: string;
  readonly exited: Promise<ProcessExit>;
}

export interface LaunchOrder {
  readonly unsaved?: UnsavedOrder | undefined;
  readonly predecessor?: number | undefined;
}

/** Variables that would change how Node runs the listener; they were meant for this process. */
const EXCLUDED_VARIABLES = new Set([
  'NODE_OPTIONS',
  'NODE_CHANNEL_FD',
  'NODE_CHANNEL_SERIALIZATION_MODE',
  'NODE_V8_COVERAGE',
]);

/**
 * Starts a listener that outlives this process: in its own session, without a console window, and with no handle but its
 * output file. With a pipe it would end with EPIPE when this process exits.
 *
 * It is not started if its output file cannot be created anywhere.
 *
 * @param order.unsaved the order that started it, if it could not be saved
 * @param order.predecessor PID of the listener whose place it takes: it loads beside that one, and goes on once that one has ended
 */
export function launch(
  command: LaunchCommand,
  home: string,
  origin: PhantomOrigin,
  { unsaved, predecessor }: LaunchOrder = {},
): LaunchedProcess {
  let output: StderrLog;
  try {
    output = openOutput(home);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { pid: undefined, stderrFile: '', exited: Promise.resolve({ kind: 'not-started', reason }) };
  }
  const { file, fd } = output;
  try {
    const child = spawnDetached(command, fd, {
      [ORIGIN_VARIABLE]: origin,
      [OUTPUT_VARIABLE]: file,
      // Set to undefined if there is none, so that this process's own value is not inherited.
      [UNSAVED_ORDER_VARIABLE]: unsaved === undefined ? undefined : JSON.stringify(unsaved),
      [PREDECESSOR_VARIABLE]: predecessor === undefined ? undefined : String(predecessor),
    });
    const exited = new Promise<ProcessExit>((resolve) => {
      child.once('error', (error) => resolve({ kind: 'not-started', reason: error.message }));
      child.once('exit', (code, signal) =>
        resolve(code === null ? { kind: 'signal', signal: signal ?? 'unknown' } : { kind: 'code', code }),
      );
    });
    return { pid: child.pid, stderrFile: file, exited };
  } finally {
    closeSync(fd);
  }
}

/** @throws Node's file errors */
function openOutput(home: string): StderrLog {
  try {
    return openStderrLog(home);
  } catch {
    return openTemporaryStderrLog();
  }
}

/**
 * Starts a program in its own session that outlives this process.
 *
 * @param fd descriptor of the file for its standard output and error
 * @param variables added to the command's environment
 */
export function spawnDetached(
  { program, args, env, cwd }: LaunchCommand,
  fd: number,
  variables: Readonly<Record<string, string | undefined>> = {},
): ChildProcess {
  const child = spawn(program, [...args], {
    detached: true,
    stdio: ['ignore', fd, fd],
    windowsHide: true,
    env: { ...inheritedEnvironment(env ?? process.env), ...variables },
    ...(cwd === undefined ? {} : { cwd }),
  });
  child.unref();
  return child;
}

/** An environment without the variables that would change how Node runs a child. */
export function inheritedEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !EXCLUDED_VARIABLES.has(name.toUpperCase())),
  );
}
