import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import type { Alarm } from '../../contract/alarm.ts';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { recordedLog } from '../control/testing/controlled.ts';
import { Alarms, type AlarmsOptions } from './alarms.ts';
import type { AlarmFigures } from './readings.ts';

const LIMITS = { cpu: 20, memory: 150e6, disk: 500e6, waiting: 1, declined: 50 };
const CALM = { cpu: 1, memory: 60e6 };

let clock: FakeClock;
let log: ReturnType<typeof recordedLog>;
let sent: Alarm[];
let figures: ReturnType<AlarmsOptions['figures']>;

beforeEach(() => {
  clock = new FakeClock();
  log = recordedLog();
  sent = [];
  figures = {
    diskFree: 1e12,
    seats: undefined,
    certificate: undefined,
    questions: { total: 0, declined: 0 },
  };
});

function alarms(...earlier: readonly Alarm[]): Alarms {
  return new Alarms({
    limits: LIMITS,
    figures: () => figures,
    earlier,
    log,
    clock,
    onAlarm: (alarm) => sent.push(alarm),
  });
}

/** Checks once a second. */
function pass(
  watched: Alarms,
  seconds: number,
  process: Partial<Pick<AlarmFigures, 'cpu' | 'memory'>> = {},
): void {
  for (let second = 0; second < seconds; second += 1) {
    clock.advance(1_000);
    watched.check({ ...CALM, ...process });
  }
}

const told = () => sent.map(({ kind, state }) => `${kind} ${state}`);

it('says nothing about a calm listener', () => {
  pass(alarms(), 600);
  expect([sent, log.lines]).toEqual([[], []]);
});

it('logs and sends high CPU usage after a minute, once, and its end after a minute', () => {
  const watched = alarms();
  pass(watched, 60, { cpu: 45 });
  expect(sent).toEqual([]);
  pass(watched, 600, { cpu: 45 });
  expect(sent).toEqual([
    { kind: 'cpu', state: 'raised', at: expect.any(Number), detail: '45 % of a core, limit 20 %' },
  ]);
  expect(watched.raised).toEqual(sent);
  pass(watched, 61);
  expect(told()).toEqual(['cpu raised', 'cpu cleared']);
  expect(watched.raised).toEqual([]);
  expect(log.lines.map((line) => line.split(' {')[0])).toEqual([
    'warn alarm: High CPU usage',
    'info alarm cleared: CPU usage is normal again',
  ]);
});

it('keeps the alarm while the figure is just below its limit', () => {
  const watched = alarms();
  pass(watched, 61, { cpu: 45 });
  pass(watched, 600, { cpu: 17 });
  expect(told()).toEqual(['cpu raised']);
});

it.each<[string, Partial<AlarmFigures>, string]>([
  ['disk', { diskFree: 499e6 }, '499 MB free, limit 500 MB'],
  ['certificate', { certificate: { warning: 'the TLS certificate expires soon: renew it' } }, 'expires soon'],
  ['declined', { questions: { total: 40, declined: 21 } }, '53 % of 40 questions in 15 minutes, limit 50 %'],
])('says at once what does not pass by itself: %s', (kind, changes, detail) => {
  const watched = alarms();
  pass(watched, 1);
  figures = { ...figures, ...changes };
  pass(watched, 1);
  expect(sent).toEqual([
    { kind, state: 'raised', at: expect.any(Number), detail: expect.stringContaining(detail) },
  ]);
});

it.each([
  ['questions wait', { waiting: 3, limit: 2, refused: false }, '3 questions waiting, QM_SESSIONS is 2'],
  [
    'QM grants none',
    { waiting: 0, limit: 2, refused: true },
    '0 questions waiting, QM grants no more sessions',
  ],
])('says that there is no free QM session: %s', (_why, seats, detail) => {
  const watched = alarms();
  figures = { ...figures, seats };
  pass(watched, 60);
  expect(sent).toEqual([]);
  pass(watched, 1);
  expect(sent).toMatchObject([{ kind: 'seats', detail }]);
  figures = { ...figures, seats: { waiting: 0, limit: 2, refused: false } };
  pass(watched, 61);
  expect(told()).toEqual(['seats raised', 'seats cleared']);
});

it('judges the questions of a quarter of an hour, and not a few of them', () => {
  const watched = alarms();
  figures = { ...figures, questions: { total: 19, declined: 19 } };
  pass(watched, 1);
  figures = { ...figures, questions: { total: 38, declined: 38 } };
  pass(watched, 60);
  expect(told()).toEqual([]);
  figures = { ...figures, questions: { total: 39, declined: 39 } };
  pass(watched, 1);
  expect(told()).toEqual(['declined raised']);
  pass(watched, 17 * 60);
  expect(told()).toEqual(['declined raised', 'declined cleared']);
});

const earlier = (kind: Alarm['kind'], state: Alarm['state'] = 'raised', ageMs = 1_000): Alarm => ({
  kind,
  state,
  at: clock.now() - ageMs,
  detail: 'from before',
});

it('says that a listener runs again after a crash once it has run for a minute', () => {
  const watched = alarms(earlier('crash'));
  pass(watched, 59);
  expect(sent).toEqual([]);
  pass(watched, 600);
  expect(told()).toEqual(['crash cleared']);
});

it('says the recovery from an alarm of the process before, unless it is raised again', () => {
  const watched = alarms(earlier('memory'), earlier('cpu'));
  pass(watched, 600, { cpu: 90 });
  expect(told().sort()).toEqual(['cpu raised', 'memory cleared']);
});

it('repeats no alarm of the process before, and says its end', () => {
  figures = { ...figures, diskFree: 1e6 };
  const watched = alarms(earlier('disk'));
  pass(watched, 600);
  expect(sent).toEqual([]);
  expect(watched.raised).toMatchObject([{ kind: 'disk', detail: 'from before' }]);
  figures = { ...figures, diskFree: 1e12 };
  pass(watched, 61);
  expect(told()).toEqual(['disk cleared']);
});

it('waits a minute after the last message of the process before', () => {
  figures = { ...figures, diskFree: 1e6 };
  const watched = alarms(earlier('disk', 'cleared', 10_000));
  pass(watched, 49);
  expect(sent).toEqual([]);
  pass(watched, 1);
  expect(told()).toEqual(['disk raised']);
});

it('ends an alarm of something that is not measured any more', () => {
  pass(alarms(earlier('certificate')), 61);
  expect(told()).toEqual(['certificate cleared']);
});

it('says at most one thing a minute of a kind, through restarts at any moment', () => {
  const step = fc.record({
    seconds: fc.integer({ min: 1, max: 90 }),
    cpu: fc.constantFrom(1, 18, 90),
    diskFree: fc.constantFrom(undefined, 1e6, 550e6, 1e12),
    restart: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      clock = new FakeClock();
      sent = [];
      let watched = alarms();
      for (const { seconds, cpu, diskFree, restart } of steps) {
        figures = { ...figures, diskFree };
        if (restart) {
          const last = new Map(sent.map((alarm) => [alarm.kind, alarm]));
          watched = alarms(...last.values());
        }
        pass(watched, seconds, { cpu });
      }
      for (const kind of ['cpu', 'disk'] as const) {
        const messages = sent.filter((alarm) => alarm.kind === kind);
        messages.forEach(({ state, at }, index) => {
          const previous = messages[index - 1];
          if (index === 0) expect(state).toBe('raised');
          if (previous === undefined) return;
          expect(at - previous.at).toBeGreaterThanOrEqual(60_000);
          // A new process may raise an alarm of its own again, but no recovery is said twice.
          if (state === 'cleared') expect(previous.state).toBe('raised');
        });
      }
    }),
    { numRuns: 100 },
  );
});
