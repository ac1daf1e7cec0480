import path from 'node:path';
import type { EventKind, HomeEvent } from '../contract/home-events.ts';
import { HOME_FILES } from '../contract/home-files.ts';
import type { EventSummary } from '../contract/panel-snapshot.ts';
import { stampOfFiles } from '../lib/config-file.ts';
import { readEvents } from '../supervisor/registry/event-file.ts';

/** Kinds after which a listener no longer runs. */
const ENDS: ReadonlySet<EventKind> = new Set(['stopped', 'restarted', 'crashed', 'killed']);

/** The events of a home, read again only when the files have changed: a snapshot is taken every second. */
export class HomeEvents {
  readonly #home: string;
  readonly #files: readonly string[];
  #stamp: string | undefined;
  #events: readonly HomeEvent[] = [];

  constructor(home: string) {
    this.#home = home;
    const file = path.join(home, HOME_FILES.events);
    this.#files = [file, `${file}.1`];
  }

  /** Oldest first. They fill two files of a bounded size. */
  read(): readonly HomeEvent[] {
    const stamp = stampOfFiles(this.#files);
    if (stamp !== this.#stamp) this.#events = readEvents(this.#home);
    this.#stamp = stamp;
    return this.#events;
  }
}

/**
 * When the last listener on a port ended.
 *
 * @returns milliseconds since the epoch; undefined if no end is recorded, or a later start
 */
export function endOfListener(events: readonly HomeEvent[], port: number): number | undefined {
  const last = events.findLast(
    (event) => (event.port ?? port) === port && (event.kind === 'started' || ENDS.has(event.kind)),
  );
  return last === undefined || last.kind === 'started' ? undefined : last.at;
}

const DAY_MS = 86_400_000;

/** @param now milliseconds since the epoch */
export function summaryOf(events: readonly HomeEvent[], now: number): EventSummary {
  const lastDay: Partial<Record<EventKind, number>> = {};
  for (const { at, kind } of events) {
    if (at > now - DAY_MS) lastDay[kind] = (lastDay[kind] ?? 0) + 1;
  }
  return { stamp: `${events.length} ${events.at(-1)?.at ?? 0}`, lastDay };
}
