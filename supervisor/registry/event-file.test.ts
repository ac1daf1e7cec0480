import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { describeEvent } from '../../lib/describe-event.ts';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { scratchHome } from '../testing/scratch-home.ts';
import {
  incidentSinceStart,
  lastAlarms,
  lastIncident,
  type NewEvent,
  readEvents,
  recordCrash,
  recordEvent,
} from './event-file.ts';

const CRASH: NewEvent = {
  kind: 'crashed',
  cause: 'process 7 is gone',
  by: 'watch (anna)',
  signal: 'SIGKILL',
};
const START: NewEvent = { kind: 'started', cause: 'version 1', by: 'cli (anna)' };

it('keeps what happened, counted by kind since the machine was started', () => {
  const [home, clock] = [scratchHome(), new FakeClock(1_000)];
  for (const event of [START, CRASH, START, CRASH]) expect(recordEvent(home, event, clock)).toBe(true);
  expect(readEvents(home).map(({ kind, count, at }) => [kind, count, at])).toEqual([
    ['started', 1, 1_000],
    ['crashed', 1, 1_000],
    ['started', 2, 1_000],
    ['crashed', 2, 1_000],
  ]);
  expect(statSync(path.join(home, 'events.jsonl')).mode & 0o777).toBe(0o600);
  const last = lastIncident(home);
  expect(last && describeEvent(last)).toBe('crashed: process 7 is gone, SIGKILL (2 since boot)');
});

it('counts anew after a boot', () => {
  const [home, clock] = [scratchHome(), new FakeClock()];
  recordEvent(home, CRASH, clock);
  const [event] = readEvents(home);
  writeFileSync(
    path.join(home, 'events.jsonl'),
    `${JSON.stringify({ ...event, boot: 'another', count: 7 })}\n`,
  );
  recordEvent(home, CRASH, clock);
  expect(readEvents(home).map(({ count }) => count)).toEqual([7, 1]);
});

it('passes over what it does not understand, and ends a line that was cut', () => {
  const [home, clock] = [scratchHome(), new FakeClock()];
  recordEvent(home, START, clock);
  appendFileSync(path.join(home, 'events.jsonl'), 'not json\n{"kind":"of tomorrow"}\n{"at":5,"kind":"cra');
  recordEvent(home, CRASH, clock);
  expect(readEvents(home).map(({ kind }) => kind)).toEqual(['started', 'crashed']);
  expect(readFileSync(path.join(home, 'events.jsonl'), 'utf8')).toMatch(/"cra\n\{.*\}\n$/);
});

it('stays small: one file is put aside, the one before goes', () => {
  const [home, clock] = [scratchHome(), new FakeClock()];
  const fat: NewEvent = { ...CRASH, lines: Array.from({ length: 50 }, () => 'x'.repeat(5_000)) };
  for (let n = 0; n < 80; n += 1) recordEvent(home, fat, clock);
  const sizes = ['events.jsonl', 'events.jsonl.1'].map((name) => statSync(path.join(home, name)).size);
  expect(Math.max(...sizes)).toBeLessThan(300 * 1024);
  expect(existsSync(path.join(home, 'events.jsonl.2'))).toBe(false);
  // Counted on over the change of files.
  expect(readEvents(home).at(-1)?.count).toBe(80);
  expect(readEvents(home).at(-1)?.lines).toHaveLength(20);
});

it('takes a start that goes on failing for one event an hour', () => {
  const [home, clock] = [scratchHome(), new FakeClock()];
  const failed: NewEvent = { kind: 'start-failed', cause: 'port 8768 is in use', by: 'watch' };
  for (let minute = 0; minute < 90; minute += 1) {
    recordEvent(home, failed, clock);
    clock.advance(60_000);
  }
  recordEvent(home, { ...failed, cause: 'another' }, clock);
  expect(readEvents(home).map(({ cause }) => cause)).toEqual([failed.cause, failed.cause, 'another']);
});

it('tells a listener what happened since one started last', () => {
  const [home, clock] = [scratchHome(), new FakeClock()];
  for (const event of [CRASH, START, { ...CRASH, cause: 'the second' }]) recordEvent(home, event, clock);
  expect(incidentSinceStart(home).map(({ cause }) => cause)).toEqual(['the second']);
});

it('holds nothing up where it cannot be written', () => {
  const home = scratchHome();
  writeFileSync(path.join(home, 'file'), '');
  expect(recordEvent(path.join(home, 'file'), CRASH, new FakeClock())).toBe(false);
  expect(readEvents(path.join(home, 'file'))).toEqual([]);
});

it('raises an alarm for one crash a minute, whichever process notices it', () => {
  const [home, clock] = [scratchHome(), new FakeClock()];
  const crash = { ...CRASH, port: 8768 };
  expect(recordCrash(home, crash, clock)).toEqual({
    kind: 'crash',
    state: 'raised',
    at: clock.now(),
    detail: 'port 8768: process 7 is gone',
  });
  clock.advance(59_999);
  expect(recordCrash(home, { ...crash, kind: 'hung' }, clock)).toBeUndefined();
  clock.advance(1);
  expect(recordCrash(home, crash, clock)).toBeDefined();
  expect(readEvents(home).map(({ kind, alarm }) => [kind, alarm])).toEqual([
    ['crashed', 'crash'],
    ['hung', undefined],
    ['crashed', 'crash'],
  ]);
});

it('knows the last alarm or recovery of each kind at a port', () => {
  const [home, clock] = [scratchHome(), new FakeClock(1_000)];
  const last = () => lastAlarms(home, 8768).map(({ kind, state, detail }) => [kind, state, detail]);
  expect(last()).toEqual([]);
  recordCrash(home, CRASH, clock);
  recordEvent(home, START, clock);
  const disk = { alarm: 'disk', by: 'cli', port: 8768 } as const;
  recordEvent(home, { ...disk, kind: 'alarm', cause: 'Low disk space: 1 MB free' }, clock);
  recordEvent(home, { ...disk, kind: 'alarm', alarm: 'cpu', port: 9000, cause: 'High CPU usage' }, clock);
  // Less than a minute later: no alarm of its own, and no end of the first one.
  recordCrash(home, CRASH, clock);
  expect(last()).toEqual([
    ['crash', 'raised', 'process 7 is gone'],
    ['disk', 'raised', '1 MB free'],
  ]);
  recordEvent(home, { kind: 'alarm-cleared', alarm: 'crash', cause: 'running again', by: 'cli' }, clock);
  expect(last()[0]).toEqual(['crash', 'cleared', 'running again']);
  expect(lastAlarms(home, 0).map(({ kind }) => kind)).toEqual(['crash', 'disk', 'cpu']);
});

it('raises the alarm of a crash that cannot be recorded', () => {
  const home = path.join(scratchHome(), 'file');
  writeFileSync(home, '');
  expect(recordCrash(home, CRASH, new FakeClock())).toMatchObject({ kind: 'crash' });
});
