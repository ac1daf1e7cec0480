import { z } from 'zod';

/** What can happen to the listeners of a home. */
const EVENT_KINDS = [
  'started',
  'stopped',
  /** It ended for the next one. */
  'restarted',
  /** It ended without a goodbye: killed from outside, or crashed. */
  'crashed',
  /** It lives and does not answer. */
  'hung',
  /** It did not end when it was asked to, and was ended by force. */
  'killed',
  'start-failed',
] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

/** A line of `events.jsonl` in the home: something that happened, for operators who come later. */
export const HOME_EVENT = z.object({
  /** Milliseconds since the epoch. */
  at: z.number(),
  kind: z.enum(EVENT_KINDS),
  /** One line. */
  cause: z.string().max(2_000),
  /** Who did it, or who saw it, as `watch (anna)`. */
  by: z.string().max(200),
  userNo: z.number().int().positive().optional(),
  pid: z.number().int().positive().optional(),
  port: z.number().int().optional(),
  exitCode: z.number().int().optional(),
  /** As `SIGKILL`. */
  signal: z.string().max(40).optional(),
  /** The end of what it wrote to standard output and error. */
  lines: z.array(z.string().max(500)).max(20).optional(),
  /** Of the machine: see `bootId` of lib/processes.ts. */
  boot: z.string().max(100),
  /** Which one of its kind since the machine was started, from 1. */
  count: z.number().int().positive(),
});

export type HomeEvent = Readonly<z.infer<typeof HOME_EVENT>>;

/** What an operator should hear of: nobody ordered it. */
export function isIncident({ kind }: Pick<HomeEvent, 'kind'>): boolean {
  return kind === 'crashed' || kind === 'hung' || kind === 'killed' || kind === 'start-failed';
}
