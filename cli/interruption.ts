import { onSignals, type SignalSource } from './signals.ts';

/** Ends a command that would go on for ever. */
export interface Interruption {
  /** Aborted by Ctrl+C, another signal that asks to stop, or when nobody reads standard output any more. */
  readonly signal: AbortSignal;
  /** Gives signals back to the process. */
  release(): void;
}

/** What a command listens to; `process` is one. */
export interface InterruptionSource extends SignalSource {
  readonly stdout: { on(event: 'error', listener: (error: Error) => void): unknown };
}

/**
 * @param options.ends whether any error of standard output ends it, or only that nobody reads any more: a supervisor
 *   goes on where the disk of its log is full
 * @param options.onHangUp what SIGHUP does where the terminal is still there; without it, it ends the command too
 */
export function interruption(
  source: InterruptionSource = process,
  options: {
    readonly ends?: 'without reader' | 'on any write error';
    readonly onHangUp?: () => void;
  } = {},
): Interruption {
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
  return error instanceof Error && 'code' in error && BROKEN.has(String(error.code));
}

/** The last is what writing to a terminal gives that has gone. */
const BROKEN: ReadonlySet<string> = new Set(['EPIPE', 'EOF', 'EIO']);
