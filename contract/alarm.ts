import { z } from 'zod';

/** What alarms are about, explained in docs/alarms.md; `test` is one that an operator has sent. */
export const ALARM_KINDS = [
  'cpu',
  'memory',
  'disk',
  'seats',
  'declined',
  'certificate',
  'crash',
  'test',
] as const;

export type AlarmKind = (typeof ALARM_KINDS)[number];

/** An alarm, or the end of one. It contains no question, answer, client or name of a person. */
export const ALARM = z.object({
  kind: z.enum(ALARM_KINDS),
  state: z.enum(['raised', 'cleared']),
  /** Milliseconds since the epoch. */
  at: z.number(),
  /** One line: figure and limit, for example `45 % of a core, limit 20 %`. */
  detail: z.string().max(500),
});

export type Alarm = Readonly<z.infer<typeof ALARM>>;

/** Titles for operators. */
const TITLES: Readonly<Record<AlarmKind, Readonly<Record<Alarm['state'], string>>>> = {
  cpu: { raised: 'High CPU usage', cleared: 'CPU usage is normal again' },
  memory: { raised: 'High memory usage', cleared: 'Memory usage is normal again' },
  disk: { raised: 'Low disk space', cleared: 'There is disk space again' },
  seats: { raised: 'No free QM session', cleared: 'QM sessions are free again' },
  declined: { raised: 'Many questions are declined', cleared: 'Few questions are declined again' },
  certificate: { raised: 'TLS certificate needs attention', cleared: 'The TLS certificate is valid' },
  crash: {
    raised: 'The listener crashed or hung',
    cleared: 'The listener has been running again for a minute',
  },
  test: { raised: 'Test alarm', cleared: 'Test alarm' },
};

/** Title of an alarm, or of its end. */
export function alarmTitle({ kind, state }: Pick<Alarm, 'kind' | 'state'>): string {
  return TITLES[kind][state];
}

/** An alarm in one line: `High CPU usage: 45 % of a core, limit 20 %`. */
export function describeAlarm(alarm: Alarm): string {
  return alarm.detail === '' ? alarmTitle(alarm) : `${alarmTitle(alarm)}: ${alarm.detail}`;
}

/** Tells `hal-listener alarm send` the alarm, as JSON. */
export const ALARM_VARIABLE = 'HAL_LISTENER_ALARM';
