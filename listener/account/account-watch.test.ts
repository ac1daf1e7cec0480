import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AccountStatus } from './account.ts';
import { AccountWatch } from './account-watch.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('says once that the account is gone, why, and once that it is back', () => {
  let status: AccountStatus = { state: 'connecting' };
  const said: string[] = [];
  const line = (level: string) => (message: string, details?: object) =>
    said.push(`${level} ${message} ${Reflect.get(details ?? {}, 'reason') ?? ''}`.trim());
  const log = {
    error: line('error'),
    warn: line('warn'),
    info: line('info'),
    debug: line('debug'),
    debugging: false,
  };
  const watch = new AccountWatch({ name: 'HAL', driver: 'qmclient', status: () => status }, log);
  const then = (next: AccountStatus) => {
    status = next;
    vi.advanceTimersByTime(3_000);
  };
  then({ state: 'ready' });
  then({ state: 'down', reason: 'QM is not started' });
  then({ state: 'down', reason: 'no free seat' });
  then({ state: 'connecting' });
  then({ state: 'ready' });
  watch.close();
  then({ state: 'down', reason: 'unheard' });
  expect(said).toEqual([
    'info the account answers',
    'error the account does not answer QM is not started',
    'error the account does not answer no free seat',
    'warn the account is being connected again',
    'info the account answers',
  ]);
});
