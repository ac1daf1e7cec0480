import { expect, it } from 'vitest';
import type { AccountState } from '../../contract/status.ts';
import type { AccountStatus } from './account.ts';
import { AccountWatch } from './account-watch.ts';

function watching() {
  let status: AccountStatus = { state: 'connecting' };
  let changed = () => {};
  const logged: string[] = [];
  const reported: AccountState[] = [];
  const line = (level: string) => (message: string, details?: object) =>
    logged.push(`${level} ${message} ${Reflect.get(details ?? {}, 'reason') ?? ''}`.trim());
  const log = {
    error: line('error'),
    warn: line('warn'),
    info: line('info'),
    debug: line('debug'),
    debugging: false,
  };
  const account = {
    name: 'HAL',
    driver: 'qmclient',
    status: () => status,
    onChange: (listener: () => void) => {
      changed = listener;
    },
  } as const;
  const watch = new AccountWatch(account, log);
  const unsubscribe = watch.onChange((state) => reported.push(state));
  const setState = (next: AccountStatus) => {
    status = next;
    changed();
  };
  const then = async (next: AccountStatus) => {
    setState(next);
    await Promise.resolve();
  };
  return { watch, unsubscribe, logged, reported, setState, then };
}

it('reports once each that the account is down, why, that it is back, and that sessions run out', async () => {
  const { watch, logged, reported, then } = watching();
  const seats = { used: 1, limit: 2, waiting: 0 };
  await then({ state: 'ready', seats });
  await then({ state: 'ready', seats: { ...seats, waiting: 7 } });
  await then({ state: 'ready', reason: 'no free seat', seats });
  await then({ state: 'down', reason: 'QM is not started' });
  await then({ state: 'down', reason: 'no free seat' });
  await then({ state: 'connecting' });
  await then({ state: 'ready' });
  watch.close();
  await then({ state: 'down', reason: 'unheard' });
  expect(logged).toEqual([
    'info account ready',
    'warn QM grants no more sessions no free seat',
    'error account unavailable QM is not started',
    'error account unavailable no free seat',
    'warn reconnecting to the account',
    'info account ready',
  ]);
  expect(reported.map(({ state, reason }) => `${state} ${reason ?? ''}`.trim())).toEqual([
    'ready',
    'ready no free seat',
    'down QM is not started',
    'down no free seat',
    'connecting',
    'ready',
  ]);
  expect(reported[0]).toEqual({ name: 'HAL', driver: 'qmclient', state: 'ready', seats });
});

it('reports only the final state, and only to current subscribers', async () => {
  const { unsubscribe, reported, setState, then } = watching();
  setState({ state: 'connecting', reason: 'half way' });
  await then({ state: 'ready' });
  expect(reported).toEqual([{ name: 'HAL', driver: 'qmclient', state: 'ready' }]);
  unsubscribe();
  await then({ state: 'down', reason: 'gone' });
  expect(reported).toHaveLength(1);
});
