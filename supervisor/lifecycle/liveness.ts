/** Pings left unanswered in a row after which a listener hangs. */
const MAX_MISSED_PINGS = 3;
export const PING_INTERVAL_MS = 10_000;

export interface Liveness {
  readonly missed: number;
  readonly hung: boolean;
}

export const ALIVE: Liveness = { missed: 0, hung: false };

/** After one more ping, answered or not. */
export function afterPing({ missed }: Liveness, answered: boolean): Liveness {
  if (answered) return ALIVE;
  return { missed: missed + 1, hung: missed + 1 >= MAX_MISSED_PINGS };
}
