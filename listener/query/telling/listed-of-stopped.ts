import type { Constraint } from '../meaning/query.ts';
import type { Findings } from './items.ts';

/**
 * "Can the eye drops give me red eyes?", of ones that are on hold: what a medicine lists it lists whether it is taken
 * now or not, so that none taken now is no reason for a no.
 * @returns what is claimed, and of which records; undefined where it is not asked of such
 */
export function listedOfStopped(
  findings: Findings,
): { readonly claim: Constraint; readonly findings: Findings } | undefined {
  const { query, chosen } = findings;
  const claim = query.constraints.find(({ kind }) => kind.only !== undefined && kind.tells !== undefined);
  const constraints = query.constraints.filter((one) => one !== claim);
  const isNamed = constraints.some(({ kind }) => kind.names && kind.key === undefined);
  if (claim === undefined || constraints.length === 0 || isNamed || query.stateSaid) return undefined;
  if (chosen.rows.length > 0 || chosen.anyState.length === 0) return undefined;
  return {
    claim,
    findings: { ...findings, query: { ...query, constraints }, chosen: { ...chosen, rows: chosen.anyState } },
  };
}
