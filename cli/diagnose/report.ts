import type { DiagnoseJson } from '../../contract/command-json.ts';
import { type Paint, paintState } from '../colors.ts';
import { columns, printableLine } from '../terminal.ts';
import { type Finding, SEVERITIES, type Severity, worst } from './check.ts';
import type { CheckResult } from './run-checks.ts';

/** A finding with the check that made it. */
interface Located {
  readonly finding: Finding;
  readonly result: CheckResult;
}

/** One line for each check, with its number, result and time. */
export function formatResults(results: readonly CheckResult[], paint: Paint): string {
  return columns(
    results.map(({ number, check, severity, findings, ms }) => [
      String(number).padStart(2),
      check.title,
      paintSeverity(paint, severity),
      `${ms} ms`,
      summary(findings, severity),
    ]),
  );
}

/** What was found and what to do about it, the worst last: that is where a terminal ends. */
export function formatFindings(results: readonly CheckResult[], paint: Paint): string {
  const located = results
    .flatMap((result) => result.findings.map((finding) => ({ finding, result })))
    .filter(({ finding }) => finding.severity !== 'ok')
    .sort((one, other) => rank(one) - rank(other));
  const lines = located.map(
    ({ finding: { severity, text, advice }, result: { number, check } }) =>
      `${paintSeverity(paint, severity)}  ${number}. ${check.title}: ${printableLine(text)}\n${
        advice === undefined ? '' : `  → ${printableLine(advice)}\n`
      }`,
  );
  return lines.length === 0 ? '' : `\n${lines.join('')}`;
}

/** The last line: how many checks came out how. */
export function formatConclusion(results: readonly CheckResult[]): string {
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: results.filter((result) => result.severity === severity).length,
  })).reverse();
  const named: Readonly<Record<Severity, readonly [string, string]>> = {
    problem: ['problem', 'problems'],
    warning: ['warning', 'warnings'],
    unknown: ['unknown', 'unknown'],
    ok: ['ok', 'ok'],
  };
  const parts = counts
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${named[severity][count === 1 ? 0 : 1]}`);
  return `\n${results.length} checks: ${parts.join(', ')}.\n`;
}

export function diagnoseJson(results: readonly CheckResult[]): DiagnoseJson {
  return {
    result: worst(results.map(({ severity }) => severity)),
    checks: results.map(({ number, check, severity, findings, ms }) => ({
      number,
      id: check.id,
      title: check.title,
      result: severity,
      ms,
      findings: findings.map(({ severity: result, text, advice }) => ({
        result,
        text,
        ...(advice === undefined ? {} : { advice }),
      })),
    })),
  };
}

/** The worst finding's text; of several good ones all. */
function summary(findings: readonly Finding[], severity: Severity): string {
  const worstOnes = findings.filter((finding) => finding.severity === severity);
  const [first] = worstOnes;
  if (severity === 'ok') return worstOnes.map(({ text }) => text).join('; ');
  return worstOnes.length > 1 ? `${first?.text}; and ${worstOnes.length - 1} more` : (first?.text ?? '');
}

function rank({ finding }: Located): number {
  return SEVERITIES.indexOf(finding.severity);
}

function paintSeverity(paint: Paint, severity: Severity): string {
  return paintState(paint, severity);
}
