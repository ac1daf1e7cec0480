import fc from 'fast-check';
import { expect, it, onTestFinished, vi } from 'vitest';
import { SAMPLE, type Sample } from '../../contract/status.ts';
import { systemClock, WallTimes } from '../../lib/clock.ts';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import {
  mergeSamples,
  type ProcessGauges,
  percentile,
  processGauges,
  SampleHistory,
  Sampler,
} from './sampler.ts';

it('measures CPU time against monotonic time, whatever the wall clock does', () => {
  const clock = new FakeClock(1_000_000);
  const time = { cpu: 500 };
  const gauges: ProcessGauges = {
    cpuMs: () => time.cpu,
    memory: () => ({ rss: 60e6, heapUsed: 20e6 }),
    loopDelay: () => 1.26,
    clock,
    close: () => undefined,
  };
  const sampler = new Sampler(gauges);
  clock.advance(2_000);
  clock.setWall(5);
  time.cpu = 800;
  expect(sampler.sample({ connections: 3, queries: 5, latencies: [9, 1, 5] })).toEqual({
    at: 2_000,
    cpu: 15,
    rss: 60e6,
    heap: 20e6,
    loopDelay: 1.3,
    connections: 3,
    queriesPerSecond: 2.5,
    latencyP50: 5,
    latencyP99: 9,
  });
  // At once again: no division by zero.
  expect(sampler.sample({ connections: 3, queries: 0, latencies: [] })).toMatchObject({
    cpu: 0,
    queriesPerSecond: 0,
    latencyP50: null,
  });
});

it('finds percentiles among the values', () => {
  const figures = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([percentile(figures, 0.5), percentile(figures, 0.99), percentile([7], 0.99)]).toEqual([50, 99, 7]);
  expect(percentile([], 0.5)).toBeNull();
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, share) => {
        const sorted = [...values].sort((one, other) => one - other);
        expect(sorted).toContain(percentile(sorted, share));
      },
    ),
  );
});

it('repeats the last known values if the system provides none', () => {
  const failures: string[] = [];
  const gauges = processGauges(systemClock, (figure, error) => failures.push(`${figure}: ${String(error)}`));
  onTestFinished(() => {
    gauges.close();
    vi.restoreAllMocks();
  });
  const none = (): never => {
    throw new Error('EMFILE: too many open files, uv_resident_set_memory');
  };
  // Where /proc is not mounted there never is a figure.
  vi.spyOn(process, 'memoryUsage').mockImplementation(none);
  const sampler = new Sampler(gauges);
  const load = { connections: 0, queries: 0, latencies: [] };
  expect(SAMPLE.parse(sampler.sample(load)).rss).toBeGreaterThan(1e6);
  vi.restoreAllMocks();
  const { rss } = sampler.sample(load);
  vi.spyOn(process, 'memoryUsage').mockImplementation(none);
  vi.spyOn(process, 'cpuUsage').mockImplementation(none);
  expect([sampler.sample(load).rss, sampler.sample(load).rss]).toEqual([rss, rss]);
  expect(failures).toHaveLength(3);
});

it('reads this process', () => {
  const gauges = processGauges(systemClock);
  const sample = new Sampler(gauges).sample({ connections: 0, queries: 0, latencies: [] });
  gauges.close();
  expect(SAMPLE.parse(sample)).toEqual(sample);
  expect(sample.rss).toBeGreaterThan(1e6);
});

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

it('averages levels, keeps the worst percentile, and weights the median by queries', () => {
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

it('goes on with samples of listeners before, in order, as long as a chart shows them', () => {
  const clock = new FakeClock(1_000_000_000_000);
  const figures = { cpu: 1, rss: 1, heap: 1, loopDelay: 1, connections: 1, queriesPerSecond: 1 };
  const earlier = (...times: readonly number[]): Sample[] =>
    times.map((at) => ({ at, ...figures, latencyP50: null, latencyP99: null }));
  const now = clock.now();
  const history = new SampleHistory(new WallTimes(clock), {
    // The last is of a clock that was set back since.
    seconds: earlier(now - 299_500, now - 2_000, now + 900_000),
    tenSeconds: earlier(now - 20_000),
    minutes: earlier(now - 86_000_000),
  });
  expect(history.all().seconds).toHaveLength(3);
  clock.advance(1_000);
  history.add({ ...figures, at: clock.monotonic(), latencyP50: null, latencyP99: null });
  expect(history.all().seconds.map(({ at }) => at - now)).toEqual([-2_000, 1_000]);
  // Less than ten seconds and a minute are a sample too, once there are no more.
  history.finish();
  expect(history.all().tenSeconds.map(({ at }) => at - now)).toEqual([-20_000, 1_000]);
  expect(history.all().minutes.map(({ at }) => at - now)).toEqual([-86_000_000, 1_000]);
  history.finish();
  expect(history.all().minutes).toHaveLength(2);
});
