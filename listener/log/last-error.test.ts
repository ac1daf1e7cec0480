import { expect, it } from 'vitest';
import { LastError } from './event-log.ts';
import { formatEvent } from './log-line.ts';

it('remembers the last error, and nothing that only speaks of one', () => {
  const last = new LastError();
  const time = new Date(2026, 10, 23, 5, 6, 7, 123);
  const line = (level: 'error' | 'warn', message: string) =>
    formatEvent({ time, level, component: 'server', message });
  expect(last.value).toBeUndefined();
  last.onLine(line('error', 'QM is down'));
  last.onLine(line('warn', 'the word ERROR in a warning'));
  last.onLine('no line of ours: ERROR ');
  expect(last.value).toEqual({ at: time.getTime(), message: 'QM is down' });
});
