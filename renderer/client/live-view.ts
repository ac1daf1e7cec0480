import type { Snapshot } from '../../contract/panel-snapshot.ts';
import { RESOLUTIONS, type Sample, type Status } from '../../contract/status.ts';
import { type ConnectionState, Emitter, type PanelClient } from './panel-client.ts';

/** The state that the page shows. */
export interface Live {
  readonly link: ConnectionState;
  /** Undefined while the connection is lost or the server is silent. */
  readonly snapshot: Snapshot | undefined;
  /** When the last snapshot arrived, milliseconds since the epoch. */
  readonly lastSnapshotAt: number | undefined;
  /** What the listener told last, and when: shown as such once it no longer does. */
  readonly lastStatus: { readonly status: Status; readonly at: number } | undefined;
  readonly sample: Sample | undefined;
  /** One per second, oldest first. */
  readonly samples: readonly Sample[];
}

/** Samples arrive every second; an older one is not shown as current. */
const SAMPLE_MAX_AGE_MS = 3_500;

/** Holds the latest snapshot and samples, and drops them when they are stale. */
export class LiveView {
  #live: Live;
  readonly #listeners = new Emitter<void>();
  /** Milliseconds since the page was opened: monotonic. */
  #sampleAt = 0;

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
      this.#update({ link, ...(link.state === 'live' ? {} : { snapshot: undefined, sample: undefined }) });
    });
    client.onEvent((event) => {
      if (event.kind === 'snapshot') this.#onSnapshot(event.snapshot);
      if (event.kind === 'sample') this.#onSample(event.sample);
    });
  }

  get(): Live {
    return this.#live;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  #onSnapshot(snapshot: Snapshot): void {
    const before = this.#live.snapshot?.status?.pid;
    const now = snapshot.status?.pid;
    const isNewProcess = now !== undefined && before !== undefined && before !== now;
    const stale = now === undefined || performance.now() - this.#sampleAt > SAMPLE_MAX_AGE_MS;
    this.#update({
      snapshot,
      lastSnapshotAt: Date.now(),
      ...(snapshot.status === undefined ? {} : { lastStatus: { status: snapshot.status, at: snapshot.at } }),
      ...(isNewProcess ? { samples: [] } : {}),
      ...(stale || isNewProcess ? { sample: undefined } : {}),
    });
  }

  #onSample(sample: Sample): void {
    this.#sampleAt = performance.now();
    // After the clock was set back, later samples would draw the line backwards.
    const earlier = this.#live.samples.filter(({ at }) => at < sample.at);
    const samples = [...earlier, sample].slice(-RESOLUTIONS.seconds.kept);
    this.#update({ sample, samples });
  }

  #update(change: Partial<Live>): void {
    this.#live = { ...this.#live, ...change };
    this.#listeners.emit();
  }
}
