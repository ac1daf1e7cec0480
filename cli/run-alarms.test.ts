import { expect, it } from 'vitest';
import type { Alarm } from '../contract/alarm.ts';
import { FakeClock } from '../lib/testing/fake-clock.ts';
import { readEvents } from '../supervisor/registry/event-file.ts';
import { scratchHome } from '../supervisor/testing/scratch-home.ts';
import type { AlarmSenders } from './alarm-senders.ts';
import { RunAlarms } from './run-alarms.ts';

const CRASH: Alarm = { kind: 'crash', state: 'raised', at: 1, detail: 'process 7 is gone' };
const DISK: Alarm = { kind: 'disk', state: 'raised', at: 2, detail: '1 MB free, limit 500 MB' };

function recorded(): { readonly senders: AlarmSenders; readonly sent: Alarm[] } {
  const sent: Alarm[] = [];
  const senders = {
    send: (alarm: Alarm) => void sent.push(alarm),
    whenIdle: async () => {},
    close: () => {},
  };
  return { senders, sent };
}

function runAlarms() {
  const home = scratchHome();
  return { home, alarms: new RunAlarms({ home, by: 'systemd (hal)', port: 8768, clock: new FakeClock() }) };
}

it('sends a crash of an earlier listener once this one has started, and then its recovery', () => {
  const { alarms } = runAlarms();
  const { senders, sent } = recorded();
  alarms.onCrash(CRASH);
  alarms.onStarted(senders);
  alarms.onAlarm({ ...CRASH, state: 'cleared' });
  expect(sent.map(({ state }) => state)).toEqual(['raised', 'cleared']);
  expect(alarms.onStartFailed()).toEqual([]);
});

it('hands the crash over if the listener does not start', () => {
  const { alarms } = runAlarms();
  alarms.onCrash(CRASH);
  expect([alarms.onStartFailed(), alarms.onStartFailed()]).toEqual([[CRASH], []]);
});

it('records alarms and recoveries as events', () => {
  const { home, alarms } = runAlarms();
  alarms.onStarted(recorded().senders);
  alarms.onAlarm(DISK);
  alarms.onAlarm({ ...DISK, state: 'cleared', detail: '' });
  expect(readEvents(home).map(({ kind, alarm, cause }) => [kind, alarm, cause])).toEqual([
    ['alarm', 'disk', 'Low disk space: 1 MB free, limit 500 MB'],
    ['alarm-cleared', 'disk', 'There is disk space again'],
  ]);
});
