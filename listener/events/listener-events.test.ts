import { expect, it, onTestFinished } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { type ListenerEvent, ListenerEvents } from './listener-events.ts';

function recording() {
  const clock = new FakeClock();
  const recorded: ListenerEvent[] = [];
  const events = new ListenerEvents((event) => recorded.push(event), clock);
  onTestFinished(() => events.close());
  return { clock, recorded, events };
}

const ACCOUNT = { name: 'HAL', driver: 'qmclient' } as const;

it('tells when the database goes down with the reason, and when it is back', () => {
  const { recorded, events } = recording();
  events.onAccount({ ...ACCOUNT, state: 'ready' });
  events.onAccount({ ...ACCOUNT, state: 'connecting' });
  events.onAccount({ ...ACCOUNT, state: 'down', reason: 'qm:4243 refuses the connection' });
  events.onAccount({ ...ACCOUNT, state: 'down', reason: 'another reason' });
  events.onAccount({ ...ACCOUNT, state: 'ready' });
  expect(recorded).toEqual([
    { kind: 'database-down', cause: 'account HAL: qm:4243 refuses the connection' },
    { kind: 'database-up', cause: 'account HAL' },
  ]);
});

it('records a database that flaps for a day in a few dozen events', () => {
  const { clock, recorded, events } = recording();
  for (let minute = 0; minute < 24 * 60; minute += 1) {
    events.onAccount({ ...ACCOUNT, state: minute % 2 === 0 ? 'down' : 'ready' });
    clock.advance(60_000);
  }
  expect(recorded.length).toBeLessThanOrEqual(6 + 48);
  expect(recorded.at(-1)?.cause).toMatch(/further changes? since the last event/);
});

it('counts refused clients by reason, and leaves out those of a stop', () => {
  const { clock, recorded, events } = recording();
  events.onRefused('draining');
  for (let count = 0; count < 500; count += 1) events.onRefused(count % 5 === 0 ? 'token' : 'capacity');
  expect(recorded.map(({ cause }) => cause)).toEqual([
    '1 client: token wrong or missing',
    '1 client: no free connection',
    '1 client: no free connection',
  ]);
  clock.advance(3_600_000);
  events.onRefused('capacity');
  expect(recorded.at(-1)?.cause).toBe('498 clients: 399 no free connection, 99 token wrong or missing');
  events.onRefused('address');
  events.close();
  expect(recorded.at(-1)?.cause).toBe('1 client: too many connections from one address');
});

it('tells what a reload changed, what needs a restart and what is invalid, and who asked', () => {
  const { recorded, events } = recording();
  events.onReloaded({ changed: [], restart: [], problems: [] }, 'cli (anna)');
  events.onReloaded({ changed: ['token'], restart: ['port'], problems: [] }, 'cli (anna)');
  events.onReloaded({ changed: [], restart: [], problems: ['port: use 1 to 65535'] }, 'SIGHUP');
  expect(recorded).toEqual([
    { kind: 'reloaded', cause: 'changed: token; needs a restart: port', by: 'cli (anna)' },
    { kind: 'reload-failed', cause: 'port: use 1 to 65535', by: 'SIGHUP' },
  ]);
});
