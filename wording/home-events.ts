import type { EventKind, HomeEvent } from '../contract/home-events.ts';
import { csvTable } from './csv.ts';

/** How much an event matters to an operator. */
export type EventSeverity = 'error' | 'warning' | 'good' | 'info';

/** What operators filter by. */
export const EVENT_GROUPS = ['failures', 'runs', 'database', 'clients', 'configuration', 'alarms'] as const;
export type EventGroup = (typeof EVENT_GROUPS)[number];

export const GROUP_LABELS: Readonly<Record<EventGroup, string>> = {
  failures: 'Crashes, hangs and failed starts',
  runs: 'Starts, stops and restarts',
  database: 'Database',
  clients: 'Refused clients',
  configuration: 'Configuration and backups',
  alarms: 'Alarms',
};

interface KindWording {
  readonly label: string;
  /** For counts: `3 crashes`. */
  readonly plural: string;
  readonly group: EventGroup;
  readonly severity: EventSeverity;
}

function kind(label: string, plural: string, group: EventGroup, severity: EventSeverity): KindWording {
  return { label, plural, group, severity };
}

export const EVENT_WORDING: Readonly<Record<EventKind, KindWording>> = {
  started: kind('Started', 'starts', 'runs', 'good'),
  stopped: kind('Stopped', 'stops', 'runs', 'info'),
  restarted: kind('Restarted', 'restarts', 'runs', 'info'),
  crashed: kind('Crashed', 'crashes', 'failures', 'error'),
  hung: kind('Did not respond', 'hangs', 'failures', 'error'),
  killed: kind('Killed', 'kills', 'failures', 'error'),
  'start-failed': kind('Start failed', 'failed starts', 'failures', 'error'),
  alarm: kind('Alarm', 'alarms', 'alarms', 'warning'),
  'alarm-cleared': kind('Alarm ended', 'ended alarms', 'alarms', 'good'),
  'alarm-lost': kind('Alarm not sent', 'alarms not sent', 'alarms', 'warning'),
  'database-down': kind('Database down', 'database outages', 'database', 'error'),
  'database-up': kind('Database back', 'database recoveries', 'database', 'good'),
  'clients-refused': kind('Clients refused', 'refusals', 'clients', 'warning'),
  'settings-changed': kind('Settings changed', 'settings changes', 'configuration', 'info'),
  'intents-changed': kind('Intents changed', 'intents changes', 'configuration', 'info'),
  reloaded: kind('Configuration reloaded', 'reloads', 'configuration', 'info'),
  'reload-failed': kind('Reload failed', 'failed reloads', 'configuration', 'warning'),
  'backup-failed': kind('Backup failed', 'failed backups', 'configuration', 'warning'),
  restored: kind('Backup restored', 'restored backups', 'configuration', 'info'),
};

/** Counts of kinds as text, what matters most first: `1 crash, 3 starts`; undefined if there are none. */
export function describeCounts(counts: Readonly<Partial<Record<EventKind, number>>>): string | undefined {
  const order: readonly EventSeverity[] = ['error', 'warning', 'info', 'good'];
  const parts = (Object.keys(EVENT_WORDING) as EventKind[])
    .map((name) => ({ ...EVENT_WORDING[name], count: counts[name] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity))
    .map(({ count, plural }) => `${count.toLocaleString('en')} ${count === 1 ? singular(plural) : plural}`);
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** `crashes` → `crash`, `recoveries` → `recovery`, `alarms not sent` → `alarm not sent`. */
function singular(plural: string): string {
  return plural
    .replace(/\balarms\b/, 'alarm')
    .replace(/recoveries$/, 'recovery')
    .replace(/(crash)es$/, '$1')
    .replace(/([a-z])s$/, '$1');
}

/** Events with the text in any visible part, of one group or of all. */
export function filterEvents(
  events: readonly HomeEvent[],
  group: EventGroup | undefined,
  text: string,
): readonly HomeEvent[] {
  const wanted = text.trim().toLowerCase();
  return events.filter((event) => {
    const wording = EVENT_WORDING[event.kind];
    if (group !== undefined && wording.group !== group) return false;
    if (wanted === '') return true;
    const { cause, by, userNo, pid, port, lines = [], signal } = event;
    const parts = [wording.label, cause, by, userNo, pid, port, signal, ...lines];
    return parts.join(' ').toLowerCase().includes(wanted);
  });
}

const COLUMNS = ['time', 'event', 'cause', 'by', 'userNo', 'pid', 'port', 'exitCode', 'signal'] as const;

/** Events as a table for a spreadsheet, newest first. */
export function toCsv(events: readonly HomeEvent[]): string {
  const rows = events.map((event) => [
    new Date(event.at).toISOString(),
    EVENT_WORDING[event.kind].label,
    event.cause,
    event.by,
    event.userNo,
    event.pid,
    event.port,
    event.exitCode,
    event.signal,
  ]);
  return csvTable(COLUMNS, rows);
}
