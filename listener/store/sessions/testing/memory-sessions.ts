import { StoreError } from '../../store-error.ts';
import type { Claim, RemoteSessions, SessionWrite, WriteResult } from '../remote-sessions.ts';

interface Stored {
  readonly version: string;
  readonly value: Buffer;
  readonly epoch: number;
  /** Milliseconds of `performance.now`. */
  readonly expiresAt: number;
}

/** The session store as a model: each operation is one step, which may be late, refused or lost. */
export class MemoryStore {
  readonly sessions = new Map<string, Stored>();
  /** Resumes of sessions that were not written yet. */
  readonly #counters = new Map<string, { readonly epoch: number; readonly expiresAt: number }>();
  /** Every value that a session had, the oldest first. */
  readonly history = new Map<string, Buffer[]>();
  /** Successful writes: which session, and when. */
  readonly writes: { readonly sessionId: string; readonly at: number }[] = [];
  isDown = false;
  isFull = false;
  /** It is connected, and refuses everything for a moment. */
  isBusy = false;
  /** Milliseconds of the way to the store and of the way back. */
  delays: () => readonly [number, number] = () => [0, 0];
  readonly #ready = new Set<() => void>();
  #versions = 0;

  /** The store as one listener sees it. */
  connect(): RemoteSessions {
    const store = this;
    return {
      get isReadable() {
        return !store.isDown;
      },
      get isWritable() {
        return !store.isDown && !store.isFull;
      },
      onReady: (handler) => {
        this.#ready.add(handler);
        return () => this.#ready.delete(handler);
      },
      claim: (sessionId, leastEpoch, ttlMs, timeoutMs) =>
        this.#run(timeoutMs, () => this.#claim(sessionId, leastEpoch, ttlMs)),
      write: (sessionId, write, timeoutMs) => this.#run(timeoutMs, () => this.#write(sessionId, write)),
    };
  }

  /** Every fault ends. */
  heal(): void {
    this.isDown = false;
    this.isFull = false;
    for (const handler of this.#ready) handler();
  }

  /** Loses everything. */
  wipe(): void {
    this.sessions.clear();
    this.#counters.clear();
  }

  /** Replaces a session's value, as somebody who may write to the store can. */
  forge(sessionId: string, value: Buffer): void {
    const stored = this.#find(sessionId);
    this.#versions += 1;
    this.sessions.set(sessionId, {
      version: `forged ${this.#versions}`,
      value,
      epoch: stored?.epoch ?? 0,
      expiresAt: performance.now() + 60_000,
    });
  }

  async #run<T>(timeoutMs: number, step: () => T): Promise<T> {
    const [there, back] = this.delays();
    const lost = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new StoreError('timeout', 'no reply')), timeoutMs);
    });
    const done = async (): Promise<T> => {
      if (there > 0) await sleep(there);
      if (this.isDown) throw new StoreError('unavailable', 'down');
      if (this.isBusy) throw new StoreError('busy', 'busy');
      const result = step();
      if (back > 0) await sleep(back);
      return result;
    };
    return await Promise.race([done(), lost]);
  }

  #find(sessionId: string): Stored | undefined {
    const stored = this.sessions.get(sessionId);
    return stored !== undefined && stored.expiresAt > performance.now() ? stored : undefined;
  }

  #claim(sessionId: string, leastEpoch: number, ttlMs: number): Claim {
    const stored = this.#find(sessionId);
    const counted = stored?.epoch ?? this.#counted(sessionId);
    if (stored === undefined) {
      if (this.isFull || (counted === 0 && leastEpoch === 0)) return { kind: 'none', epoch: 0 };
      const epoch = Math.max(counted + 1, leastEpoch);
      this.#counters.set(sessionId, { epoch, expiresAt: performance.now() + ttlMs });
      return { kind: 'none', epoch };
    }
    if (stored.value.length === 0) return { kind: 'damaged' };
    const epoch = this.isFull ? 0 : Math.max(counted + 1, leastEpoch);
    if (!this.isFull)
      this.sessions.set(sessionId, { ...stored, epoch, expiresAt: performance.now() + ttlMs });
    return { kind: 'found', version: stored.version, value: stored.value, epoch };
  }

  #counted(sessionId: string): number {
    const counter = this.#counters.get(sessionId);
    return counter !== undefined && counter.expiresAt > performance.now() ? counter.epoch : 0;
  }

  #write(sessionId: string, { expected, value, ttlMs, epoch }: SessionWrite): WriteResult {
    if (this.isFull) throw new StoreError('refused', 'OOM', 'OOM');
    const stored = this.#find(sessionId);
    if (stored !== undefined && stored.value.length > 0 && stored.version !== expected)
      return { kind: 'conflict', version: stored.version, value: stored.value };
    this.#versions += 1;
    const version = String(this.#versions);
    const at = performance.now();
    this.sessions.set(sessionId, {
      version,
      value,
      epoch: Math.max(stored?.epoch ?? this.#counted(sessionId), epoch),
      expiresAt: at + ttlMs,
    });
    this.#counters.delete(sessionId);
    this.history.set(sessionId, [...(this.history.get(sessionId) ?? []), value]);
    this.writes.push({ sessionId, at });
    return { kind: 'written', version };
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, ms));
}
