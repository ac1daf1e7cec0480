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
const saysInEnvironment = ({ setting }: Scenario): boolean =>
  [setting.port, setting.token, setting.loopback].includes('environment');

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
    reason: 'a restart from a shell without the variables of the one before starts with less',
    seed: 5,
    matches: ({ invariant }, scenario) => invariant === 'never less protected' && saysInEnvironment(scenario),
  },
];

export function isKnown(violation: Violation, scenario: Scenario): boolean {
  return KNOWN_FAILURES.some((known) => known.matches(violation, scenario));
}
