import type { Clock } from '../../lib/clock.ts';
import { completesWithin } from '../../lib/time-limit.ts';
import { type Check, type Finding, type Severity, unknown, worst } from './check.ts';
import type { Diagnosis } from './diagnosis.ts';

/** A check that takes longer is given up: something on this machine hangs. */
const CHECK_TIMEOUT_MS = 30_000;

/** A check that was made. */
export interface CheckResult {
  /** From 1. */
  readonly number: number;
  readonly check: Check;
  readonly severity: Severity;
  readonly findings: readonly Finding[];
  /** Milliseconds. */
  readonly ms: number;
}

export interface RunOptions {
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly timeoutMs?: number;
  /** Before each check. */
  readonly onBegin?: (number: number, check: Check) => void;
  readonly onEnd?: (result: CheckResult) => void;
}

/** Makes the checks, one after the other, since some disturb others: two questions at once are slower than one. */
export async function runChecks(
  checks: readonly Check[],
  diagnosis: Diagnosis,
  { clock, timeoutMs = CHECK_TIMEOUT_MS, onBegin, onEnd }: RunOptions,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const [index, check] of checks.entries()) {
    const number = index + 1;
    onBegin?.(number, check);
    const since = clock.monotonic();
    const findings = await runCheck(check, diagnosis, timeoutMs);
    const ms = Math.round(clock.monotonic() - since);
    const result = { number, check, findings, ms, severity: worst(findings.map(({ severity }) => severity)) };
    results.push(result);
    onEnd?.(result);
  }
  return results;
}

async function runCheck(check: Check, diagnosis: Diagnosis, timeoutMs: number): Promise<readonly Finding[]> {
  try {
    const findings = check.run(diagnosis);
    if (await completesWithin(timeoutMs, findings)) return await findings;
    return [unknown(`the check did not end within ${timeoutMs / 1_000} s`)];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [unknown(`the check failed: ${why}`)];
  }
}
