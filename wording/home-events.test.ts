import { expect, it } from 'vitest';
import { EVENT_KINDS, type HomeEvent } from '../contract/home-events.ts';
import { describeCounts, EVENT_GROUPS, EVENT_WORDING, filterEvents, toCsv } from './home-events.ts';

function event(kind: HomeEvent['kind'], change: Partial<HomeEvent> = {}): HomeEvent {
  return { at: 0, kind, cause: 'a cause', by: 'cli (anna)', boot: '1', count: 1, ...change };
}

const ALL = EVENT_KINDS.map((kind) => event(kind));

it('has every kind in one group, and every kind in a label of its own', () => {
  const found = EVENT_GROUPS.map((group) => filterEvents(ALL, group, ''));
  expect(found.every((events) => events.length > 0)).toBe(true);
  expect(found.flat()).toHaveLength(ALL.length);
  expect(new Set(EVENT_KINDS.map((kind) => EVENT_WORDING[kind].label)).size).toBe(EVENT_KINDS.length);
});

it('filters by text in what is visible', () => {
  const crash = event('crashed', { pid: 4_711, lines: ['out of memory'], signal: 'SIGKILL' });
  const events = [event('started'), crash];
  for (const text of ['crash', '4711', 'OUT OF', 'sigkill'])
    expect(filterEvents(events, undefined, text)).toEqual([crash]);
  expect(filterEvents(events, 'runs', 'crash')).toEqual([]);
  expect(filterEvents(events, undefined, ' Anna ')).toEqual(events);
});

it('counts in words, what matters most first', () => {
  expect(describeCounts({})).toBeUndefined();
  expect(describeCounts({ started: 2, crashed: 1, alarm: 1 })).toBe('1 crash, 1 alarm, 2 starts');
  const singles = describeCounts(Object.fromEntries(EVENT_KINDS.map((kind) => [kind, 1])));
  expect(singles).toContain(
    '1 hang, 1 kill, 1 failed start, 1 database outage, 1 alarm, 1 alarm not sent, 1 refusal',
  );
  expect(singles).toContain('1 ended alarm, 1 database recovery');
});

it('exports a table that no spreadsheet takes for formulas', () => {
  const text = toCsv([event('stopped', { cause: '=cmd|"calc"', port: 8_768, exitCode: 0 })]);
  expect(text.split('\r\n')).toEqual([
    'time,event,cause,by,userNo,pid,port,exitCode,signal',
    '"1970-01-01T00:00:00.000Z","Stopped","\'=cmd|""calc""","cli (anna)",,,8768,0,',
    '',
  ]);
});
