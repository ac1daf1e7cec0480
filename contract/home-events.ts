import { z } from 'zod';
import { ALARM_KINDS } from './alarm.ts';
import type { FileForm } from './file-form.ts';

/** Events of the listeners of a home. */
export const EVENT_KINDS = [
  'started',
  'stopped',
  /** It exited for its replacement. */
  'restarted',
  /** It exited without a shutdown: killed from outside, or crashed. */
  'crashed',
  /** It runs but does not respond. */
  'hung',
  /** It did not exit when asked to, and was killed. */
  'killed',
  'start-failed',
  /** An alarm of a running listener, and the end of one. */
  'alarm',
  'alarm-cleared',
  /** The alarm of a crash could not be sent to the webhook. */
  'alarm-lost',
  /** The account stopped answering, and answers again. */
  'database-down',
  'database-up',
  /** Clients were refused at the handshake; one event counts those of up to an hour. */
  'clients-refused',
  /** Somebody saved other settings in config.json, or another table of what can be asked. */
  'settings-changed',
  'intents-changed',
  /** A reload applied changes of the configuration, or named those that need a restart; it was invalid in part. */
  'reloaded',
  'reload-failed',
  /** The daily backup could not be saved. */
  'backup-failed',
  /** A person put a backup in place. */
  'restored',
] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

/** The form of each line of `events.jsonl`; version 0.1.0 wrote them without the number. */
export const EVENT_FORM: FileForm = { current: 1 };

/** A line of `events.jsonl` in the home, for operators to read later. */
export const HOME_EVENT = z.object({
  /** Milliseconds since the epoch. */
  at: z.number(),
  kind: z.enum(EVENT_KINDS),
  /** One line. */
  cause: z.string().max(2_000),
  /** Who caused or noticed it, for example `watch (anna)`. */
  by: z.string().max(200),
  /** What the alarm is about; `crash` also marks a crash that an alarm was raised for. */
  alarm: z.enum(ALARM_KINDS).optional(),
  userNo: z.number().int().positive().optional(),
  pid: z.number().int().positive().optional(),
  port: z.number().int().optional(),
  exitCode: z.number().int().optional(),
  /** For example `SIGKILL`. */
  signal: z.string().max(40).optional(),
  /** Last lines of its standard output and error. */
  lines: z.array(z.string().max(500)).max(20).optional(),
  /** The machine's boot: see `bootId` of lib/processes.ts. */
  boot: z.string().max(100),
  /** Number of this event among those of its kind since the machine was booted, from 1. */
  count: z.number().int().positive(),
});

export type HomeEvent = Readonly<z.infer<typeof HOME_EVENT>>;

/** Whether nobody requested the event, so that operators should be told. */
export function isIncident({ kind }: Pick<HomeEvent, 'kind'>): boolean {
  return kind === 'crashed' || kind === 'hung' || kind === 'killed' || kind === 'start-failed';
}
