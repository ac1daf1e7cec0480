import type { HomeEvent } from '../../contract/home-events.ts';
import { RESOLUTIONS, type Resolution } from '../../contract/status.ts';
import { EVENT_WORDING, type EventSeverity } from '../../wording/home-events.ts';

/** An event as a line across the charts. */
export interface Mark {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly severity: EventSeverity;
  readonly label: string;
}

/** More lines would hide the figures. */
const MAX_MARKS = 40;

/** The events that explain a change of the figures: those within the range of the charts, oldest first. */
export function marksOf(events: readonly HomeEvent[], span: Resolution, now: number): readonly Mark[] {
  const { everyMs, kept } = RESOLUTIONS[span];
  return events
    .filter(({ at, kind }) => at > now - everyMs * kept && at <= now && kind !== 'clients-refused')
    .slice(0, MAX_MARKS)
    .map(({ at, kind }) => ({ at, severity: EVENT_WORDING[kind].severity, label: EVENT_WORDING[kind].label }))
    .reverse();
}
