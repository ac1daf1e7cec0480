import { isatty } from 'node:tty';
import { errnoOf } from '../lib/file-error.ts';

/**
 * The meaning of each signal for every command:
 * - INT, TERM, QUIT, XCPU and PWR request a stop; on Windows, so do Ctrl+Break and closing the console.
 * - HUP requests a reload from a listener, and ends a command whose terminal was closed.
 * - USR1, USR2, ALRM, VTALRM and IO are ignored. Without a handler, the last four would end the process without a
 *   message, and USR1 would make Node open its debugger's port.
 */

const STOP: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGQUIT', 'SIGXCPU', 'SIGPWR', 'SIGBREAK'];
const MEANINGLESS: readonly NodeJS.Signals[] = ['SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGVTALRM', 'SIGIO'];

/** A source of signals, such as `process`. */
export interface SignalSource {
  readonly platform: NodeJS.Platform;
  on(event: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  off(event: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
}

export interface SignalHandlers {
  readonly stop: (signal: NodeJS.Signals) => void;
  /** SIGHUP while the terminal is still open. */
  readonly onHangup: () => void;
  readonly ignored?: (signal: NodeJS.Signals) => void;
}

/** Installs signal handlers. @returns a function that removes them */
export function onSignals(
  handlers: SignalHandlers,
  source: SignalSource = process,
  terminalHasGone: () => boolean = hasLostTerminal,
): () => void {
  const onHangup = (signal: NodeJS.Signals): void => {
    if (source.platform === 'win32' || terminalHasGone()) handlers.stop(signal);
    else handlers.onHangup();
  };
  const ignored = (signal: NodeJS.Signals): void => handlers.ignored?.(signal);
  const handlerOf = new Map<NodeJS.Signals, (signal: NodeJS.Signals) => void>([['SIGHUP', onHangup]]);
  for (const signal of STOP) handlerOf.set(signal, handlers.stop);
  for (const signal of MEANINGLESS) handlerOf.set(signal, ignored);
  for (const [signal, handler] of handlerOf) source.on(signal, handler);
  return () => {
    for (const [signal, handler] of handlerOf) source.off(signal, handler);
  };
}

/** Ignores the meaningless signals; every command calls this when it starts. */
export function ignoreMeaninglessSignals(source: Pick<SignalSource, 'on'> = process): void {
  for (const signal of MEANINGLESS) source.on(signal, () => undefined);
}

const TERMINALS = [0, 1, 2].filter((fd) => isatty(fd));

/** Whether a terminal that this process started in was closed or lost. */
function hasLostTerminal(): boolean {
  return TERMINALS.some((fd) => !isatty(fd));
}

/**
 * Ends the process with SIGHUP if its terminal has gone. A normal exit would abort then, because Node cannot restore
 * the terminal's modes.
 */
export function endWithTerminal(): void {
  if (!hasLostTerminal()) return;
  process.removeAllListeners('SIGHUP');
  process.kill(process.pid, 'SIGHUP');
}

/** A signal that ends a command which would otherwise run forever. */
export interface ShutdownSignal {
  /** Aborted by Ctrl+C, by another stop signal, or if standard output has no reader. */
  readonly signal: AbortSignal;
  /** Removes the signal handlers. */
  release(): void;
}

/** The source of signals and of errors of standard output, such as `process`. */
export interface ShutdownSignalSource extends SignalSource {
  readonly stdout: { on(event: 'error', listener: (error: Error) => void): unknown };
}

/**
 * @param options.endsOn whether any error of standard output ends the command, or only a missing reader: a supervisor
 *   keeps running if the disk of its log is full
 * @param options.onHangup called on SIGHUP while the terminal is still open; by default SIGHUP ends the command
 */
export function shutdownSignal(
  source: ShutdownSignalSource = process,
  options: {
    readonly endsOn?: 'without reader' | 'on any write error';
    readonly onHangup?: () => void;
  } = {},
): ShutdownSignal {
  const { endsOn = 'without reader', onHangup } = options;
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const failed = (error: Error): void => {
    if (endsOn === 'on any write error' || isBrokenPipe(error)) stop();
  };
  const release = onSignals({ stop, onHangup: onHangup ?? stop }, source);
  source.stdout.on('error', failed);
  return {
    signal: controller.signal,
    release: () => {
      release();
      // The listener of standard output stays, because the error of the last write arrives later.
    },
  };
}

/** Whether an error means that the reader of standard output has gone, as with `| head`. */
export function isBrokenPipe(error: unknown): boolean {
  return BROKEN.has(errnoOf(error) ?? '');
}

/** EIO is the error of writing to a terminal that has gone. */
const BROKEN: ReadonlySet<string> = new Set(['EPIPE', 'EOF', 'EIO']);
