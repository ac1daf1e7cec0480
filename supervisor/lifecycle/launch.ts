import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import {
  ORIGIN_VARIABLE,
  OUTPUT_VARIABLE,
  type PhantomOrigin,
  UNSAVED_ORDER_VARIABLE,
} from '../../contract/phantom-origins.ts';
import type { UnsavedOrder } from '../../contract/run-state.ts';
import { openStderrLog, openTemporaryStderrLog, type StderrLog } from '../diagnostics/stderr-log.ts';

/** How a listener is started: a program and what it is told. */
export interface LaunchCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** Instead of this process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
}

/** How a process ended: with a code, by a signal, or it could not be started at all. */
export type ProcessExit =
  | { readonly kind: 'code'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'not-started'; readonly reason: string };

export interface LaunchedProcess {
  /** Undefined where the program could not be started. */
  readonly pid: number | undefined;
  /** What it wrote to its standard output and error. */
  readonly stderrFile: string;
  readonly exited: Promise<ProcessExit>;
}

/** Node would obey these in the listener: they belong to whoever started us, not to it. */
const NOT_INHERITED = new Set([
  'NODE_OPTIONS',
  'NODE_CHANNEL_FD',
  'NODE_CHANNEL_SERIALIZATION_MODE',
  'NODE_V8_COVERAGE',
]);

/**
 * Starts a listener that outlives us: its own session, no console window, no handle of ours but the file its
 * output goes to. A pipe in its place would end it with EPIPE when we go.
 *
 * Where its output can be written nowhere, it is not started.
 *
 * @param unsaved the order it is started by, where the disk did not take it
 */
export function launch(
  command: LaunchCommand,
  home: string,
  origin: PhantomOrigin,
  unsaved?: UnsavedOrder,
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
      // Also where there is none: what this process was told itself is not for the next.
      [UNSAVED_ORDER_VARIABLE]: unsaved === undefined ? undefined : JSON.stringify(unsaved),
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
 * A program in a session of its own, which outlives us.
 *
 * @param fd of a file, for its standard output and error
 * @param variables beside those of the command's environment
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

function inheritedEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !NOT_INHERITED.has(name.toUpperCase())));
}
