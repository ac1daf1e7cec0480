import type { Run } from './simulator.ts';

/** What a seed did, for a person: its machine, what happened, and what did not hold. */
export function formatReport(run: Run, lastLines = Number.POSITIVE_INFINITY): string {
  const { scenario, violations, trace, hash, ms, steps } = run;
  const lines = trace.slice(Math.max(trace.length - lastLines, 0));
  return [
    ...lines,
    `seed ${scenario.seed}: ${steps} steps, ${(ms / 1_000).toFixed(1)} s, hash ${hash}`,
    ...violations.map(({ invariant, at, what }) => `${(at / 1_000).toFixed(3)} s: ${invariant}: ${what}`),
  ].join('\n');
}
