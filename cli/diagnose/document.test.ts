import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { CHECKS } from './checks.ts';

const FILE = path.resolve(import.meta.dirname, '../../docs/troubleshooting.md');
const [BEGIN, END] = ['<!-- Begin: the texts of the checks -->\n', '<!-- End: the texts of the checks -->'];

/** The checks' own texts: a table for each check, the worst first. To write them: UPDATE_DOCUMENTS=1 with this test. */
function textsOfChecks(): string {
  const tables = CHECKS.map(({ title, problems }) => {
    const sorted = [...problems].sort((one, other) => rank(one.severity) - rank(other.severity));
    const rows = sorted.map(({ severity, symptom, advice }) => `| ${symptom} | ${severity} | ${advice} |`);
    return `### ${title}\n\n| finding | is a | what to do |\n|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `\n${tables.join('\n')}\n`;
}

function rank(severity: 'warning' | 'problem'): number {
  return severity === 'problem' ? 0 : 1;
}

it('docs/troubleshooting.md has the texts of the checks', () => {
  const page = readFileSync(FILE, 'utf8');
  const from = page.indexOf(BEGIN) + BEGIN.length;
  const to = page.indexOf(END);
  const texts = textsOfChecks();
  if (process.env.UPDATE_DOCUMENTS === '1') writeFileSync(FILE, page.slice(0, from) + texts + page.slice(to));
  else expect(page.slice(from, to)).toBe(texts);
});

it('each finding is a sentence without names of this machine, and its advice says what to do', () => {
  for (const { problems } of CHECKS) {
    for (const { symptom, advice } of problems) {
      expect(symptom).toMatch(/^[A-Z].*[^.]$/);
      expect(advice).toMatch(/^[A-Z]/);
      // A command that is not in backticks would be prose.
      expect(advice.replaceAll(/`[^`]+`/g, '')).not.toMatch(/hal-listener|`/);
    }
  }
});
