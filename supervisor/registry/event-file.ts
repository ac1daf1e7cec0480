import path from 'node:path';
import { type Alarm, type AlarmKind, alarmTitle } from '../../contract/alarm.ts';
import { readForm } from '../../contract/file-form.ts';
import { EVENT_FORM, HOME_EVENT, type HomeEvent, isIncident } from '../../contract/home-events.ts';
import { HOME_FILES, HOME_LAYOUT } from '../../contract/home-files.ts';
import { appendLineSync } from '../../lib/append-line.ts';
import type { Clock } from '../../lib/clock.ts';
import { ensureHome } from '../../lib/private-file.ts';
import { bootId, isSameBoot } from '../../lib/processes.ts';
import { readFileSync } from '../../lib/read-file.ts';

/** Maximum size of a file; two are kept. */
const MAX_BYTES = 256 * 1024;
/** A start that keeps failing for the same reason is recorded once per hour. */
const REPEAT_INTERVAL_MS = 3_600_000;
/** A listener is said to have recovered after as long a time, so a crash without an alarm of its own is never the last word. */
const CRASH_ALARM_INTERVAL_MS = 60_000;
const MAX_LINES = 20;
const MAX_LINE_LENGTH = 500;

/** An event without time and count. */
export type NewEvent = Omit<HomeEvent, 'at' | 'boot' | 'count'>;

/**
 * Records an event. Best effort: a full disk prevents nothing else.
 *
 * @returns whether it is recorded
 */
export function recordEvent(home: string, event: NewEvent, clock: Pick<Clock, 'now'>): boolean {
  const at = clock.now();
  const boot = bootId(clock);
  try {
    const previous = readEvents(home)
      .filter((other) => other.kind === event.kind && isSameBoot(other.boot, boot))
      .at(-1);
    if (previous !== undefined && isRepeated(event, previous, at)) return true;
    const record: HomeEvent = {
      ...event,
      cause: event.cause.slice(0, 2_000),
      ...(event.lines === undefined
        ? {}
        : { lines: event.lines.slice(-MAX_LINES).map((line) => line.slice(0, MAX_LINE_LENGTH)) }),
      at,
      boot,
      count: (previous?.count ?? 0) + 1,
    };
    ensureHome(home, HOME_LAYOUT);
    const line = JSON.stringify({ form: EVENT_FORM.current, ...record });
    appendLineSync(path.join(home, HOME_FILES.events), line, MAX_BYTES, at);
    return true;
  } catch {
    return false;
  }
}

function isRepeated(event: NewEvent, previous: HomeEvent, at: number): boolean {
  const ageMs = Math.abs(at - previous.at);
  return event.kind === 'start-failed' && event.cause === previous.cause && ageMs < REPEAT_INTERVAL_MS;
}

/**
 * Records that a listener crashed or hangs. The home remembers for which crash an alarm was raised, since each may be noticed by
 * another process.
 *
 * @returns the alarm to be sent; undefined if there was one less than a minute ago
 */
export function recordCrash(home: string, event: NewEvent, clock: Pick<Clock, 'now'>): Alarm | undefined {
  const at = clock.now();
  const last = readEvents(home).findLast((other) => other.alarm === 'crash' && isIncident(other));
  const isDue = last === undefined || Math.abs(at - last.at) >= CRASH_ALARM_INTERVAL_MS;
  recordEvent(home, { ...event, ...(isDue ? { alarm: 'crash' } : {}) }, clock);
  if (!isDue) return undefined;
  const port = event.port === undefined ? '' : `port ${event.port}: `;
  return { kind: 'crash', state: 'raised', at, detail: `${port}${event.cause}`.slice(0, 500) };
}

/**
 * The last alarm or recovery of each kind at a port, so that the next listener continues from there.
 *
 * @param port 0 for any
 */
export function lastAlarms(home: string, port: number): readonly Alarm[] {
  const last = new Map<AlarmKind, Alarm>();
  for (const { alarm: kind, kind: event, at, cause, port: eventPort = port } of readEvents(home)) {
    if (kind === undefined || (port !== 0 && eventPort !== port)) continue;
    const state = event === 'alarm-cleared' ? 'cleared' : 'raised';
    const title = `${alarmTitle({ kind, state })}: `;
    const detail = cause.startsWith(title) ? cause.slice(title.length) : cause;
    last.set(kind, { kind, state, at, detail: detail.slice(0, 500) });
  }
  return [...last.values()];
}

/** The recorded events, oldest first. Invalid lines are skipped, and those that only a newer version reads. */
export function readEvents(home: string): readonly HomeEvent[] {
  const file = path.join(home, HOME_FILES.events);
  return [`${file}.1`, file].flatMap((part) => readLines(part).flatMap(parseEvent));
}

/** The last unexpected event; undefined if none is recorded. */
export function lastIncident(home: string): HomeEvent | undefined {
  return readEvents(home).filter(isIncident).at(-1);
}

/** The unexpected events since the last start of a listener of the home. */
export function incidentSinceStart(home: string): readonly HomeEvent[] {
  const events = readEvents(home);
  return events.slice(events.findLastIndex(({ kind }) => kind === 'started') + 1).filter(isIncident);
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file).toString('utf8').split('\n');
  } catch {
    return [];
  }
}

function parseEvent(line: string): readonly HomeEvent[] {
  try {
    const read = readForm(JSON.parse(line), EVENT_FORM);
    if (read.kind === 'newer') return [];
    const event = HOME_EVENT.safeParse(read.value);
    return event.success ? [event.data] : [];
  } catch {
    return [];
  }
}
