import { type AnsweredQuery, type ClosedConnection, MAX_REMEMBERED } from '../../contract/connections.ts';

/** A ring buffer: a new item replaces the oldest once it is full. */
export class Ring<T> {
  readonly #capacity: number;
  readonly #items: T[] = [];
  /** Index of the oldest item once the ring is full. */
  #next = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#items.length;
  }

  add(item: T): void {
    if (this.#items.length < this.#capacity) {
      this.#items.push(item);
      return;
    }
    this.#items[this.#next] = item;
    this.#next = (this.#next + 1) % this.#capacity;
  }

  oldestFirst(): T[] {
    return [...this.#items.slice(this.#next), ...this.#items.slice(0, this.#next)];
  }

  newestFirst(): T[] {
    return this.oldestFirst().reverse();
  }
}

/** Latencies kept per interval; more would not change the percentiles visibly. */
const MAX_LATENCIES = 2_000;

/** Recently closed connections and answered queries, in bounded memory of about 1 MB. */
export class RecentActivity {
  readonly #closed = new Ring<ClosedConnection>(MAX_REMEMBERED);
  readonly #queries = new Ring<AnsweredQuery>(MAX_REMEMBERED);
  readonly #declined = new Ring<AnsweredQuery>(MAX_REMEMBERED);
  #answered = 0;
  #latencies: number[] = [];

  closed(connection: ClosedConnection): void {
    this.#closed.add(connection);
  }

  answered(query: AnsweredQuery): void {
    this.#queries.add(query);
    if (query.status === 'declined') this.#declined.add(query);
    this.#answered += 1;
    if (this.#latencies.length < MAX_LATENCIES) this.#latencies.push(query.ms);
  }

  /** Newest first. */
  closedConnections(): ClosedConnection[] {
    return this.#closed.newestFirst();
  }

  /** Newest first. */
  answeredQueries(): AnsweredQuery[] {
    return this.#queries.newestFirst();
  }

  /** Newest first. */
  declinedQueries(): AnsweredQuery[] {
    return this.#declined.newestFirst();
  }

  /** Queries answered since the last call, and their latencies in ms. */
  takeLoad(): { readonly queries: number; readonly latencies: readonly number[] } {
    const load = { queries: this.#answered, latencies: this.#latencies };
    this.#answered = 0;
    this.#latencies = [];
    return load;
  }
}
