import type { CheckView } from '../../contract/panel-diagnostics.ts';

type Result = CheckView['result'];

/** From the worst. */
const RESULTS: readonly Result[] = ['problem', 'warning', 'unknown', 'ok'];

export const RESULT_LABELS: Readonly<Record<Result, string>> = {
  problem: 'Problem',
  warning: 'Warning',
  unknown: 'Unknown',
  ok: 'OK',
};

const COUNTED: Readonly<Record<Result, readonly [one: string, many: string]>> = {
  problem: ['problem', 'problems'],
  warning: ['warning', 'warnings'],
  unknown: ['unknown', 'unknown'],
  ok: ['OK', 'OK'],
};

/** As `26 checks: 1 problem, 2 warnings, 23 OK`. */
export function summarizeChecks(results: readonly CheckView[]): string {
  const parts = RESULTS.flatMap((result) => {
    const count = results.filter((check) => check.result === result).length;
    return count === 0 ? [] : [`${count} ${COUNTED[result][count === 1 ? 0 : 1]}`];
  });
  return `${results.length} ${results.length === 1 ? 'check' : 'checks'}: ${parts.join(', ')}`;
}

/** The worst first, in the order of the checks; so what needs somebody is on top. */
export function worstFirst(results: readonly CheckView[]): readonly CheckView[] {
  return [...results].sort((one, other) => RESULTS.indexOf(one.result) - RESULTS.indexOf(other.result));
}
