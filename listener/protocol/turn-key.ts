import { z } from 'zod';

/**
 * The place of a turn in its session, where several listeners write one session. No clock decides the order: each resume
 * of a session begins a new epoch, and a connection counts its own turns.
 */
export interface TurnKey {
  /** Number of the resume after which the question was asked. */
  readonly epoch: number;
  /** The connection, since two may resume at the same time: its start and a random part, so that the earlier one sorts first. */
  readonly writer: string;
  /** Number of the turn within the connection. */
  readonly seq: number;
}

const COUNT = z.int().min(0);

/** As stored: an array, since each turn has one. */
export const TURN_KEY = z
  .tuple([COUNT, z.string().regex(/^[0-9a-z]{1,24}$/), COUNT])
  .transform(([epoch, writer, seq]): TurnKey => ({ epoch, writer, seq }));

export type StoredTurnKey = z.input<typeof TURN_KEY>;

export function toStoredKey({ epoch, writer, seq }: TurnKey): StoredTurnKey {
  return [epoch, writer, seq];
}

/** Negative if the one comes before the other, 0 if they are the same. */
export function compareTurnKeys(one: TurnKey, other: TurnKey): number {
  if (one.epoch !== other.epoch) return one.epoch - other.epoch;
  if (one.writer !== other.writer) return one.writer < other.writer ? -1 : 1;
  return one.seq - other.seq;
}
