import { expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { EventPace } from './event-pace.ts';

function paced() {
  const clock = new FakeClock();
  const recorded: [string, number][] = [];
  const pace = new EventPace<string>('up', {
    clock,
    burst: 3,
    everyMs: 1_000,
    isSame: (one, other) => one === other,
    record: (value, skipped) => recorded.push([value, skipped]),
  });
  return { clock, recorded, pace };
}

it('records each change at once, and no value twice', () => {
  const { recorded, pace } = paced();
  for (const value of ['up', 'down', 'down', 'up', 'up']) pace.update(value);
  expect(recorded).toEqual([
    ['down', 0],
    ['up', 0],
  ]);
});

it('records what changes all the time at a bounded rate, and counts what it left out', () => {
  const { clock, recorded, pace } = paced();
  for (let change = 0; change < 60_000; change += 1) {
    pace.update(change % 2 === 0 ? 'down' : 'up');
    clock.advance(1);
    pace.check();
  }
  // Three at once, then at most one a second of this minute.
  expect(recorded.length).toBeLessThanOrEqual(3 + 60);
  expect(recorded.length).toBeGreaterThan(3);
  const events = recorded.reduce((sum, [, skipped]) => sum + skipped + 1, 0);
  expect(events).toBeGreaterThan(50_000);
});

it('ends with the truth: what was held back is recorded later, and what came back is not', () => {
  const { clock, recorded, pace } = paced();
  for (const value of ['down', 'up', 'down', 'up']) pace.update(value);
  expect(recorded.at(-1)).toEqual(['down', 0]);
  clock.advance(999);
  pace.check();
  expect(recorded).toHaveLength(3);
  clock.advance(1);
  pace.check();
  expect(recorded.at(-1)).toEqual(['up', 0]);
  pace.update('down');
  pace.update('up');
  clock.advance(1_000);
  pace.check();
  expect(recorded).toHaveLength(4);
  pace.update('down');
  expect(recorded.at(-1)).toEqual(['down', 2]);
});

it('records at the end what was held back', () => {
  const { recorded, pace } = paced();
  for (const value of ['down', 'up', 'down', 'up']) pace.update(value);
  pace.close();
  pace.close();
  expect(recorded).toHaveLength(4);
  expect(recorded.at(-1)).toEqual(['up', 0]);
});
