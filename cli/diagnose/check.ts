import { DIAGNOSE_RESULTS } from '../../contract/panel-diagnostics.ts';
import type { Diagnosis } from './diagnosis.ts';

/** How bad a result is, from the best. `unknown` means that the check could not be made, by this user or on this system. */
export const SEVERITIES = DIAGNOSE_RESULTS;
export type Severity = (typeof SEVERITIES)[number];

/** Something that a check can find, as docs/troubleshooting.md lists it. */
export interface Problem {
  readonly severity: 'warning' | 'problem';
  /** What an operator sees, without names and numbers of this machine. */
  readonly symptom: string;
  /** What to do, in one or two sentences. Commands are in backticks. */
  readonly advice: string;
}

/** A safe repair, which is made after asking. */
interface Fix {
  /** As `Close the folder to other users?` */
  readonly question: string;
  /** @returns what was done, in one sentence @throws Error if it could not be done */
  apply(): Promise<string>;
}

/** One result of a check. */
export interface Finding {
  readonly severity: Severity;
  /** One sentence without a full stop, with the names and numbers of this machine. */
  readonly text: string;
  readonly advice?: string | undefined;
  readonly fix?: Fix | undefined;
  /** Names of users in the text, which do not belong into a bug report. */
  readonly names?: readonly string[];
}

export interface Check {
  /** For scripts, as `account`. */
  readonly id: string;
  /** For people, as `Database`. */
  readonly title: string;
  /** Everything it can find. */
  readonly problems: readonly Problem[];
  /** May throw: the result is then unknown. */
  run(diagnosis: Diagnosis): Promise<readonly Finding[]>;
}

export function ok(text: string, { names = [] }: Pick<Finding, 'names'> = {}): Finding {
  return { severity: 'ok', text, names };
}

/** @param advice how it can be checked, such as by another user */
export function unknown(text: string, advice?: string): Finding {
  return { severity: 'unknown', text, advice: advice && withQuotes(advice) };
}

/** @param text what was found here; by default the symptom itself */
export function found(
  { severity, symptom, advice }: Problem,
  text = symptom,
  more: Partial<Pick<Finding, 'advice' | 'fix' | 'names'>> = {},
): Finding {
  const { fix, names = [] } = more;
  return { severity, text, fix, names, advice: withQuotes(more.advice ?? advice) };
}

/** Commands as a terminal shows them: in quotes. */
function withQuotes(advice: string): string {
  return advice.replaceAll('`', '"');
}

/** The worst of some severities. */
export function worst(severities: readonly Severity[]): Severity {
  return SEVERITIES[Math.max(0, ...severities.map((severity) => SEVERITIES.indexOf(severity)))] ?? 'ok';
}
