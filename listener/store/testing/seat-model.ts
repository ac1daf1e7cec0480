import { FORGET_MS, LISTENERS_SCRIPT, REMOVE_SCRIPT, RETURN_SCRIPT, SEAT_SCRIPT } from '../seat-script.ts';
import type { StoreReply } from '../store-connection.ts';
import { StoreError } from '../store-error.ts';
import type { StoreScript } from '../store-script.ts';

/** The count of seats as seat-script.ts keeps it, in memory and with a clock of its own; the script is compared with it. */
export class SeatModel {
  now = 1_000_000;
  #leases = new Map<string, number>();
  #listeners = new Map<string, number>();
  #state: { since: number; last: number; blank: boolean } | undefined;

  /** Leases that have not ended. */
  get alive(): readonly string[] {
    return [...this.#leases].filter(([, end]) => end > this.now).map(([lease]) => lease);
  }

  /** As a store that was restarted without its data. */
  wipe(): void {
    this.#leases = new Map();
    this.#listeners = new Map();
    this.#state = undefined;
  }

  run(script: StoreScript, args: readonly string[]): StoreReply {
    if (script === SEAT_SCRIPT) return this.#call(args);
    if (script === RETURN_SCRIPT) return this.#return(args);
    if (script === LISTENERS_SCRIPT) return [...this.#listeners.keys()];
    if (script === REMOVE_SCRIPT) {
      for (const lease of [...this.#leases.keys()]) {
        if (args.includes(lease.split(':')[0] ?? '')) this.#leases.delete(lease);
      }
      for (const id of args) this.#listeners.delete(id);
      return 1;
    }
    throw new StoreError('refused', 'ERR unknown script', 'ERR');
  }

  #call([me = '', ttlText, settleText, totalText, want = '', ...held]: readonly string[]): StoreReply {
    const { now } = this;
    const [ttl, settle, total] = [Number(ttlText), Number(settleText), Number(totalText)];
    const before = this.#state;
    const gap = before === undefined || now - before.last > ttl;
    const since = gap ? now : before.since;
    let blank = before?.blank ?? true;
    for (const [lease, end] of this.#leases) if (end <= now) this.#leases.delete(lease);
    for (const [id, at] of this.#listeners) if (at <= now - FORGET_MS) this.#listeners.delete(id);
    this.#listeners.set(me, now);
    let settling = false;
    if (now - since < settle) settling = blank || [...this.#listeners.values()].some((at) => at < since);
    else blank = false;
    this.#state = { since, last: now, blank };
    const lost: string[] = [];
    for (const lease of held) {
      if (this.#leases.has(lease) || this.#leases.size < total) this.#leases.set(lease, now + ttl);
      else lost.push(lease);
    }
    let granted = 0;
    if (want !== '' && !settling) {
      const owners = new Set([...this.#leases.keys()].map((lease) => lease.split(':')[0] ?? ''));
      const without = [...this.#listeners].filter(([id, at]) => at > now - ttl && !owners.has(id));
      const reserved = owners.has(me) ? without.length : 0;
      if (this.#leases.size + reserved < total) {
        this.#leases.set(want, now + ttl);
        granted = 1;
      }
    }
    return [granted, this.#leases.size, settling ? Math.max(1, settle - (now - since)) : 0, ...lost];
  }

  #return([me = '', ...leases]: readonly string[]): StoreReply {
    for (const lease of leases) this.#leases.delete(lease);
    if (me !== '') this.#listeners.delete(me);
    return 1;
  }
}
