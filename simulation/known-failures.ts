import type { Violation } from './invariants/violation.ts';
import type { Scenario } from './simulator.ts';

/** A violation that is known, has its reason, and is not mended yet. */
export interface KnownFailure {
  readonly reason: string;
  /** A seed that shows it: once it does not any more, the entry goes. */
  readonly seed: number;
  matches(violation: Violation, scenario: Scenario): boolean;
}

export const KNOWN_FAILURES: readonly KnownFailure[] = [];

export function isKnown(violation: Violation, scenario: Scenario): boolean {
  return KNOWN_FAILURES.some((known) => known.matches(violation, scenario));
}
