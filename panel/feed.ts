import type { PanelEvent } from '../contract/panel.ts';
import { runEvery } from '../lib/background.ts';
import type { PanelBackend } from './backend.ts';

const POLL_INTERVAL_MS = 1_000;

/** What every open page is told: a snapshot at each change and each second, samples, and the listener's events. */
export class PanelFeed {
  readonly #backend: PanelBackend;
  readonly #pages = new Set<(event: PanelEvent) => void>();
  #stop: (() => void) | undefined;
  #polling = false;
  #pollAgain = false;

  constructor(backend: PanelBackend) {
    this.#backend = backend;
  }

  /** Begins with a snapshot. Nobody is asked anything while no page is open. @returns what ends it */
  add(page: (event: PanelEvent) => void): () => void {
    this.#pages.add(page);
    this.#stop ??= this.#start();
    void this.#poll();
    return () => {
      this.#pages.delete(page);
      if (this.#pages.size > 0) return;
      this.#stop?.();
      this.#stop = undefined;
    };
  }

  #start(): () => void {
    const timer = runEvery(POLL_INTERVAL_MS, 'panel feed', () => this.#poll());
    const unwatch = this.#backend.watch({
      changed: () => void this.#poll(),
      sample: (sample) => this.#publish({ kind: 'sample', sample }),
      listener: (event) => {
        this.#publish({ kind: 'listener', event });
        // What the snapshot shows of the account is another now.
        if (event.event === 'account') void this.#poll();
      },
    });
    return () => {
      clearInterval(timer);
      unwatch();
    };
  }

  /** One look at a time; a change meanwhile brings another. */
  async #poll(): Promise<void> {
    if (this.#polling) {
      this.#pollAgain = true;
      return;
    }
    this.#polling = true;
    try {
      do {
        this.#pollAgain = false;
        const snapshot = await this.#backend.snapshot();
        this.#publish({ kind: 'snapshot', snapshot });
      } while (this.#pollAgain && this.#pages.size > 0);
    } finally {
      this.#polling = false;
    }
  }

  #publish(event: PanelEvent): void {
    for (const page of this.#pages) page(event);
  }
}
