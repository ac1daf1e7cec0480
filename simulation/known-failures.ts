import type { Invariant, Violation } from './invariants/violation.ts';
import type { Scenario } from './simulator.ts';

/** A violation that is known, has its reason, and is not mended yet. */
export interface KnownFailure {
  readonly reason: string;
  /** A seed that shows it: once it does not any more, the entry goes. */
  readonly seed: number;
  matches(violation: Violation, scenario: Scenario): boolean;
}

const anyOf = (...names: readonly Invariant[]): ReadonlySet<Invariant> => new Set(names);

/** After these a listener runs that nobody finds any more. */
const OF_AN_ORPHAN = anyOf(
  'a listener is registered',
  'a stop stays',
  'one listener a port',
  'wanted is running',
);

export const KNOWN_FAILURES: readonly KnownFailure[] = [
  {
    reason: 'a listener whose registration is damaged or gone does not publish it again',
    seed: 30,
    matches: ({ invariant }, { plan }) =>
      OF_AN_ORPHAN.has(invariant) &&
      plan.some(({ action }) => action.do === 'damage' && action.what !== 'desired'),
  },
  {
    reason: 'a supervisor gives up after five starts on a full or failing disk, or on a port that is taken',
    seed: 155,
    matches: ({ invariant }, { setting, plan }) =>
      invariant === 'wanted is running' &&
      setting.keeper !== 'QM phantom' &&
      plan.some(
        ({ action }) => action.do === 'disk' || action.do === 'foreign' || action.do === 'no-processes',
      ),
  },
  {
    reason: 'a QM phantom ends where the configuration cannot be read for a moment, as if it were a bad one',
    seed: 11,
    matches: ({ invariant }, { setting, plan }) =>
      invariant === 'wanted is running' &&
      setting.keeper === 'QM phantom' &&
      plan.some(({ action }) => action.do === 'disk' && action.fault === 'failing'),
  },
];

export function isKnown(violation: Violation, scenario: Scenario): boolean {
  return KNOWN_FAILURES.some((known) => known.matches(violation, scenario));
}
