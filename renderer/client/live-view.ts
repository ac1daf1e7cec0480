import type { Snapshot } from '../../contract/panel-snapshot.ts';
import { RESOLUTIONS, type Sample, type Status } from '../../contract/status.ts';
import { isPageHidden, onPageVisible } from './page-visibility.ts';
import { type ConnectionState, Emitter, type PanelClient } from './panel-client.ts';
import { reuse } from './reuse.ts';

/** The state that the page shows. What did not change is the same object as before. */
export interface Live {
  readonly link: ConnectionState;
  /**
   * Undefined while the connection is lost or the server is silent. The times that differ in every snapshot, `at` and
   * `uptimeMs`, are those of the first of equal ones.
   */
  readonly snapshot: Snapshot | undefined;
  /** When the last snapshot arrived, milliseconds since the epoch. */
  readonly lastSnapshotAt: number | undefined;
  /** What the listener told last, and when: shown as such once it no longer does. */
  readonly lastStatus: { readonly status: Status; readonly at: number } | undefined;
  /** The latest figures; those of an idle listener may be some seconds old. */
  readonly sample: Sample | undefined;
  /** One per second up to that one, oldest first. */
  readonly samples: readonly Sample[];
}

/** Samples arrive every second; an older one is not shown as current. */
const SAMPLE_MAX_AGE_MS = 3_500;

/** So many samples of an idle listener are shown at once: each frame costs, and all that changes is noise. */
const IDLE_SAMPLES = 5;
/** What an idle process needs varies by this: points of CPU, and a share of its memory. */
const NOISE = { cpu: 5, rss: 0.02 } as const;

/** Holds the latest snapshot and samples, and drops them when they are stale. Nobody is told while the page is hidden. */
export class LiveView {
  #live: Live;
  readonly #listeners = new Emitter<void>();
  #samples: readonly Sample[] = [];
  /** Milliseconds since the page was opened: monotonic. */
  #sampleAt = 0;
  /** Whether something changed that nobody was told because the page is hidden. */
  #isBehind = false;

  constructor(client: PanelClient) {
    this.#live = {
      link: client.link,
      snapshot: undefined,
      lastSnapshotAt: undefined,
      lastStatus: undefined,
      sample: undefined,
      samples: [],
    };
    client.onConnectionState((link) => {
      const lost = { snapshot: undefined, sample: undefined, samples: this.#samples };
      this.#update({ link, ...(link.state === 'live' ? {} : lost) });
    });
    client.onEvent((event) => {
      if (event.kind === 'snapshot') this.#onSnapshot(event.snapshot);
      if (event.kind === 'sample') this.#onSample(event.sample);
    });
    onPageVisible(() => {
      if (this.#isBehind) this.#update({ samples: this.#samples });
    });
  }

  readonly get = (): Live => this.#live;

  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener);

  #onSnapshot(received: Snapshot): void {
    const { snapshot: previous } = this.#live;
    const snapshot = reuse(previous, withTimesOf(previous, received));
    const before = previous?.status?.pid;
    const now = snapshot.status?.pid;
    const isNewProcess = now !== undefined && before !== undefined && before !== now;
    const stale = now === undefined || performance.now() - this.#sampleAt > SAMPLE_MAX_AGE_MS;
    if (isNewProcess) this.#samples = [];
    this.#update({
      snapshot,
      lastSnapshotAt: Date.now(),
      ...(snapshot.status === undefined ? {} : { lastStatus: { status: snapshot.status, at: received.at } }),
      ...(stale || isNewProcess ? { sample: undefined, samples: this.#samples } : {}),
    });
  }

  #onSample(sample: Sample): void {
    this.#sampleAt = performance.now();
    const { length } = this.#samples;
    // After the clock was set back, later samples would draw the line backwards.
    const earlier =
      (this.#samples[length - 1]?.at ?? 0) < sample.at
        ? this.#samples
        : this.#samples.filter(({ at }) => at < sample.at);
    this.#samples = [...earlier.slice(1 - RESOLUTIONS.seconds.kept), sample];
    if (this.#isWorthShowing(sample)) this.#update({ sample, samples: this.#samples });
  }

  /** Whether the listener did something since the figures were shown, or they fall behind. */
  #isWorthShowing(sample: Sample): boolean {
    const { sample: shown } = this.#live;
    if (shown === undefined || sample.at <= shown.at || !isIdle(shown, sample)) return true;
    const latest = this.#samples.slice(-IDLE_SAMPLES);
    return latest.length < IDLE_SAMPLES || latest.every(({ at }) => at > shown.at);
  }

  #update(change: Partial<Live>): void {
    this.#live = { ...this.#live, ...change };
    this.#isBehind = isPageHidden();
    if (!this.#isBehind) this.#listeners.emit();
  }
}

function isIdle(before: Sample, now: Sample): boolean {
  return (
    now.queriesPerSecond === 0 &&
    before.queriesPerSecond === 0 &&
    now.connections === before.connections &&
    Math.abs(now.cpu - before.cpu) <= NOISE.cpu &&
    Math.abs(now.rss - before.rss) <= NOISE.rss * before.rss
  );
}

/** A snapshot with the times of another, which would make every one differ. */
function withTimesOf(before: Snapshot | undefined, now: Snapshot): Snapshot {
  if (before === undefined) return now;
  const { status } = now;
  const uptimeMs = before.status?.uptimeMs;
  return {
    ...now,
    at: before.at,
    ...(status === undefined || uptimeMs === undefined ? {} : { status: { ...status, uptimeMs } }),
  };
}
