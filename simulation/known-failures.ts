import type { Violation } from './invariants/violation.ts';
import type { Scenario } from './simulator.ts';

/** A known violation with its cause that is not fixed yet. */
export interface KnownFailure {
  readonly reason: string;
  /** A seed that shows it; when it passes, the entry must be removed. */
  readonly seed: number;
  matches(violation: Violation, scenario: Scenario): boolean;
}

export const KNOWN_FAILURES: readonly KnownFailure[] = [];

export function isKnown(violation: Violation, scenario: Scenario): boolean {
  return KNOWN_FAILURES.some((known) => known.matches(violation, scenario));
}
