import type { ControlEvent, PushFrame } from '../../contract/control.ts';

/** An admitted peer that asked to be told. */
export interface Subscriber {
  /** As it named itself, for the log. */
  readonly by: string;
  readonly pid: number;
  /** May drop a sample where the peer is behind, never an event. */
  push(frame: PushFrame): void;
}

/** Who is told of events and samples, and which of them owns the phantom's restarts. */
export class Subscribers {
  readonly #all = new Set<Subscriber>();
  #owner: Subscriber | undefined;

  get owner(): Pick<Subscriber, 'by' | 'pid'> | undefined {
    return this.#owner;
  }

  get size(): number {
    return this.#all.size;
  }

  /** The office of owner goes to the first that asks, until it leaves. */
  add(subscriber: Subscriber, as: 'owner' | 'watcher'): 'owner' | 'watcher' {
    this.#all.add(subscriber);
    if (as === 'owner') this.#owner ??= subscriber;
    return this.#owner === subscriber ? 'owner' : 'watcher';
  }

  /** One that never subscribed is no error. */
  remove(subscriber: Subscriber): void {
    this.#all.delete(subscriber);
    if (this.#owner !== subscriber) return;
    this.#owner = undefined;
    this.tell({ event: 'owner-left' });
  }

  tell(event: ControlEvent): void {
    this.push({ push: 'event', event });
  }

  /** Tells the owner alone; false where there is none. */
  tellOwner(event: ControlEvent): boolean {
    this.#owner?.push({ push: 'event', event });
    return this.#owner !== undefined;
  }

  push(frame: PushFrame): void {
    for (const subscriber of this.#all) subscriber.push(frame);
  }
}
