import { MAX_TURNS } from '../../protocol/query-queue.ts';
import type { KeyedSession } from '../../protocol/session-state.ts';
import type { KeptSession } from '../../protocol/stored-session.ts';
import { compareTurnKeys, type TurnKey } from '../../protocol/turn-key.ts';

/**
 * One session as several listeners know it. Merging is a union of turns by their keys, of which the last ten remain: it
 * does not matter in which order, or how often, versions are merged, so no write of one listener undoes that of another.
 */

/** Both are versions of one session. */
export function mergeSessions(one: KeyedSession, other: KeyedSession): KeyedSession {
  const turns = [...entriesOf(one)];
  for (const entry of entriesOf(other)) {
    if (!turns.some(({ key }) => compareTurnKeys(key, entry.key) === 0)) turns.push(entry);
  }
  turns.sort((first, second) => compareTurnKeys(first.key, second.key));
  const kept = turns.slice(-MAX_TURNS);
  const { lastKey, lastResponse } = compareLast(one, other) >= 0 ? one : other;
  return {
    sessionId: one.sessionId,
    turns: kept.map(({ turn }) => turn),
    lastResponse,
    keys: kept.map(({ key }) => key),
    lastKey,
  };
}

/** Whether two versions of one session hold the same turns. */
export function isSameVersion(one: KeyedSession, other: KeyedSession): boolean {
  const sameKeys =
    one.keys.length === other.keys.length &&
    one.keys.every((key, index) => {
      const counterpart = other.keys[index];
      return counterpart !== undefined && compareTurnKeys(key, counterpart) === 0;
    });
  return sameKeys && compareLast(one, other) === 0;
}

/** The last epoch in which something was asked; 0 if nothing was. */
export function lastEpoch({ keys, lastKey }: KeyedSession): number {
  return Math.max(0, lastKey?.epoch ?? 0, ...keys.map(({ epoch }) => epoch));
}

/** A session that was kept without a session store gets keys, the same ones each time. */
export function withKeys({ sessionId, turns, lastResponse, keys, lastKey }: KeptSession): KeyedSession {
  if (keys?.length === turns.length) return { sessionId, turns, lastResponse, keys, lastKey };
  return {
    sessionId,
    turns,
    lastResponse,
    keys: turns.map((_, seq) => ({ ...BEFORE_KEYS, seq })),
    lastKey: lastResponse === undefined ? undefined : { ...BEFORE_KEYS, seq: turns.length },
  };
}

const BEFORE_KEYS = { epoch: 0, writer: '0' } as const;

function entriesOf({ turns, keys }: KeyedSession) {
  return turns.flatMap((turn, index) => {
    const key = keys[index];
    return key === undefined ? [] : [{ turn, key }];
  });
}

/** Which last response is the later one. */
function compareLast({ lastKey: one }: KeyedSession, { lastKey: other }: KeyedSession): number {
  if (one === undefined || other === undefined)
    return Number(one !== undefined) - Number(other !== undefined);
  return compareTurnKeys(one, other);
}

/** Gives each turn of one connection its key. */
export class TurnKeys {
  readonly #writer: string;
  /** By the turn or response itself: a state keeps its objects. */
  readonly #keys = new WeakMap<object, TurnKey>();
  #epoch = 1;
  #seq = 0;

  /** @param writer sorts before those of connections that started later */
  constructor(writer: string) {
    this.#writer = writer;
  }

  /** The keys for what the connection holds, new ones for what is new. */
  keyed({ sessionId, turns, lastResponse }: KeptSession): KeyedSession {
    const keys = turns.map((turn) => this.#keyOf(turn));
    const lastKey = lastResponse && this.#keyOf(lastResponse);
    return { sessionId, turns, lastResponse, keys, lastKey };
  }

  /** The connection continues a session that was resumed for the `epoch`th time. */
  continue({ turns, lastResponse, keys, lastKey }: KeyedSession, epoch: number): void {
    this.#epoch = epoch;
    for (const [index, turn] of turns.entries()) {
      const key = keys[index];
      if (key !== undefined) this.#keys.set(turn, key);
    }
    if (lastResponse !== undefined && lastKey !== undefined) this.#keys.set(lastResponse, lastKey);
  }

  #keyOf(part: object): TurnKey {
    const known = this.#keys.get(part);
    if (known !== undefined) return known;
    this.#seq += 1;
    const key = { epoch: this.#epoch, writer: this.#writer, seq: this.#seq };
    this.#keys.set(part, key);
    return key;
  }
}
