import { expect, it } from 'vitest';
import type { Sample } from '../../contract/status.ts';
import { WallTimes } from '../../lib/clock.ts';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { mergeSamples, SampleHistory } from './sample-history.ts';

const IDLE: Sample = {
  at: 0,
  cpu: 1,
  rss: 50_000_000,
  heap: 10_000_000,
  loopDelay: 0.2,
  connections: 2,
  queriesPerSecond: 0,
  latencyP50: null,
  latencyP99: null,
};

it('keeps 5 minutes of seconds, an hour of ten seconds and a day of minutes', () => {
  const history = new SampleHistory(new WallTimes(new FakeClock(0)));
  for (let second = 1; second <= 90_000; second += 1) history.add({ ...IDLE, at: second * 1_000 });
  const { seconds, tenSeconds, minutes } = history.all();
  expect([seconds.length, tenSeconds.length, minutes.length]).toEqual([300, 360, 1_440]);
  for (const samples of [seconds, tenSeconds, minutes]) expect(samples.at(-1)?.at).toBe(90_000_000);
  expect(seconds[0]?.at).toBe((90_000 - 299) * 1_000);
  expect(tenSeconds[0]?.at).toBe((90_000 - 3_590) * 1_000);
  expect(minutes[0]?.at).toBe((90_000 - 1_439 * 60) * 1_000);
});

it('averages levels, keeps the worst percentile, and weighs the median by queries', () => {
  const busy: Sample = {
    ...IDLE,
    cpu: 60,
    connections: 4,
    loopDelay: 30,
    queriesPerSecond: 9,
    latencyP50: 2,
    latencyP99: 80,
  };
  const one: Sample = { ...IDLE, queriesPerSecond: 1, latencyP50: 12, latencyP99: 12 };
  expect(mergeSamples([busy, one, IDLE], { ...IDLE, at: 3 })).toEqual({
    at: 3,
    cpu: 20.7,
    rss: 50_000_000,
    heap: 10_000_000,
    loopDelay: 30,
    connections: 3,
    queriesPerSecond: 3.3,
    latencyP50: 3,
    latencyP99: 80,
  });
  expect(mergeSamples([IDLE, IDLE], IDLE)).toMatchObject({ latencyP50: null, latencyP99: null });
});

it('stays in order when the wall clock is set back', () => {
  const clock = new FakeClock(10_000_000);
  const history = new SampleHistory(new WallTimes(clock));
  history.add({ ...IDLE, at: clock.monotonic() });
  clock.advance(1_000);
  clock.setWall(5_000_000);
  history.add({ ...IDLE, at: clock.monotonic() });
  expect(history.all().seconds.map(({ at }) => at)).toEqual([4_999_000, 5_000_000]);
});
