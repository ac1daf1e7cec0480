import { runAfter } from '../../lib/background.ts';
import type { RequestOptions } from './account.ts';
import { AccountError } from './errors.ts';

/**
 * Runs work within limits: rejects with CANCELLED when the signal fires and with TIMEOUT when the time is up. Work that
 * has begun still completes (a write is never cut short); only its result is dropped.
 */
export async function withinLimits<T>(
  work: () => Promise<T>,
  { signal, timeoutMs }: RequestOptions = {},
): Promise<T> {
  if (signal?.aborted) throw cancelled();
  if (signal === undefined && timeoutMs === undefined) return await work();
  return await new Promise<T>((resolve, reject) => {
    const onAbort = () => settle(() => reject(cancelled()));
    const timer =
      timeoutMs === undefined
        ? undefined
        : runAfter(timeoutMs, 'statement timeout', () =>
            settle(() => reject(new AccountError('TIMEOUT', `no answer within ${timeoutMs} ms`))),
          );
    function settle(end: () => void): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      end();
    }
    signal?.addEventListener('abort', onAbort, { once: true });
    Promise.resolve()
      .then(work)
      .then(
        (value) => settle(() => resolve(value)),
        (error: unknown) => settle(() => reject(error)),
      );
  });
}

function cancelled(): AccountError {
  return new AccountError('CANCELLED', 'the request was cancelled');
}
