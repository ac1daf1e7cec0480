/** Ends a command that would go on for ever. */
export interface Interruption {
  /** Aborted by Ctrl+C, SIGTERM, or when nobody reads standard output any more. */
  readonly signal: AbortSignal;
  /** Gives signals back to the process. */
  release(): void;
}

/** What a command listens to; `process` is one. */
export interface InterruptionSource {
  on(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  off(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  readonly stdout: { on(event: 'error', listener: (error: Error) => void): unknown };
}

/**
 * @param ends whether any error of standard output ends it, or only that nobody reads any more: a supervisor goes on
 *   where the disk of its log is full
 */
export function interruption(
  source: InterruptionSource = process,
  ends: 'without reader' | 'on any write error' = 'without reader',
): Interruption {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const failed = (error: Error): void => {
    if (ends === 'on any write error' || isBrokenPipe(error)) stop();
  };
  source.on('SIGINT', stop);
  source.on('SIGTERM', stop);
  source.stdout.on('error', failed);
  return {
    signal: controller.signal,
    release: () => {
      source.off('SIGINT', stop);
      source.off('SIGTERM', stop);
      // The listener of standard output stays: the error of a last write comes after it.
    },
  };
}

/** Whether an error says that the reader of a pipe has gone, as `| head` does. */
export function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'EOF');
}
