import { isatty } from 'node:tty';
import { errnoOf } from '../lib/file-error.ts';

/**
 * What each signal means to a process of ours, once:
 * - INT, TERM, QUIT, XCPU and PWR ask it to stop; on Windows Ctrl+Break and the closing of the console do;
 * - HUP asks a listener to reload, and ends a command whose terminal was closed;
 * - USR1, USR2, ALRM, VTALRM and IO mean nothing here. Without a handler the last four would end the process without a
 *   word, and USR1 would have Node open its debugger's port.
 */

const STOP: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGQUIT', 'SIGXCPU', 'SIGPWR', 'SIGBREAK'];
const MEANINGLESS: readonly NodeJS.Signals[] = ['SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGVTALRM', 'SIGIO'];

/** Where signals come from; `process` is one. */
export interface SignalSource {
  readonly platform: NodeJS.Platform;
  on(event: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  off(event: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
}

export interface SignalHandlers {
  readonly stop: (signal: NodeJS.Signals) => void;
  /** SIGHUP while the terminal is still open. */
  readonly hangUp: () => void;
  readonly ignored?: (signal: NodeJS.Signals) => void;
}

/** @returns what gives the signals back */
export function onSignals(
  handlers: SignalHandlers,
  source: SignalSource = process,
  terminalHasGone: () => boolean = hasLostTerminal,
): () => void {
  const hangUp = (signal: NodeJS.Signals): void => {
    if (source.platform === 'win32' || terminalHasGone()) handlers.stop(signal);
    else handlers.hangUp();
  };
  const ignored = (signal: NodeJS.Signals): void => handlers.ignored?.(signal);
  const all = new Map<NodeJS.Signals, (signal: NodeJS.Signals) => void>([['SIGHUP', hangUp]]);
  for (const signal of STOP) all.set(signal, handlers.stop);
  for (const signal of MEANINGLESS) all.set(signal, ignored);
  for (const [signal, handler] of all) source.on(signal, handler);
  return () => {
    for (const [signal, handler] of all) source.off(signal, handler);
  };
}

/** For every command, from its first moment on. */
export function ignoreMeaninglessSignals(source: Pick<SignalSource, 'on'> = process): void {
  for (const signal of MEANINGLESS) source.on(signal, () => undefined);
}

const TERMINALS = [0, 1, 2].filter((fd) => isatty(fd));

/** Whether a terminal that this process started in was closed or lost. */
function hasLostTerminal(): boolean {
  return TERMINALS.some((fd) => !isatty(fd));
}

/**
 * Node aborts where it exits after its terminal has gone, since it cannot restore the terminal's modes. The signal that
 * says so ends the process in its place, with everything done.
 */
export function endWithTerminal(): void {
  if (!hasLostTerminal()) return;
  process.removeAllListeners('SIGHUP');
  process.kill(process.pid, 'SIGHUP');
}

/** Ends a command that otherwise runs forever. */
export interface ShutdownSignal {
  /** Aborted by Ctrl+C, by another stop signal, or when standard output has no reader. */
  readonly signal: AbortSignal;
  /** Gives signals back to the process. */
  release(): void;
}

/** What a command listens to; `process` is one. */
export interface ShutdownSignalSource extends SignalSource {
  readonly stdout: { on(event: 'error', listener: (error: Error) => void): unknown };
}

/**
 * @param options.ends whether any error of standard output ends it, or only that nobody reads any more: a supervisor
 *   goes on where the disk of its log is full
 * @param options.onHangUp what SIGHUP does where the terminal is still there; without it, it ends the command too
 */
export function shutdownSignal(
  source: ShutdownSignalSource = process,
  options: {
    readonly ends?: 'without reader' | 'on any write error';
    readonly onHangUp?: () => void;
  } = {},
): ShutdownSignal {
  const { ends = 'without reader', onHangUp } = options;
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const failed = (error: Error): void => {
    if (ends === 'on any write error' || isBrokenPipe(error)) stop();
  };
  const release = onSignals({ stop, hangUp: onHangUp ?? stop }, source);
  source.stdout.on('error', failed);
  return {
    signal: controller.signal,
    release: () => {
      release();
      // The listener of standard output stays: the error of a last write comes after it.
    },
  };
}

/** Whether an error says that the reader of a pipe has gone, as `| head` does. */
export function isBrokenPipe(error: unknown): boolean {
  return BROKEN.has(errnoOf(error) ?? '');
}

/** The last is what writing to a terminal gives that has gone. */
const BROKEN: ReadonlySet<string> = new Set(['EPIPE', 'EOF', 'EIO']);
