import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeClock } from '../lib/testing/fake-clock.ts';
import { type Check, type Finding, found, ok, type Problem, unknown } from './diagnose/check.ts';
import type { Diagnosis } from './diagnose/diagnosis.ts';
import { runChecks } from './diagnose/run-checks.ts';
import { diagnoseVerb } from './diagnose.ts';
import { recordedTerminal, typed } from './testing/terminal.ts';

const BROKEN: Problem = {
  severity: 'problem',
  symptom: 'It is broken',
  advice: 'Repair it: `hal-listener repair`',
};
const WORN: Problem = { severity: 'warning', symptom: 'It is worn', advice: 'Replace it.' };

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'hal-diagnose-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function check(id: string, run: () => Promise<readonly Finding[]>): Check {
  return { id, title: `The ${id}`, problems: [], run };
}

function terminal(answer?: string) {
  const recorded = recordedTerminal({ HAL_LISTENER_HOME: home });
  return answer === undefined ? recorded : { ...recorded, ask: async () => answer };
}

it('shows each check, and then what to do, the worst last', async () => {
  const here = terminal();
  const checks = [
    check('first', async () => [found(BROKEN, 'the first is broken')]),
    check('second', async () => [ok('as it should be')]),
    check('third', async () => [found(WORN), unknown('nobody knows', 'Ask as an administrator.')]),
  ];
  await expect(typed(diagnoseVerb(here, { checks }))).rejects.toMatchObject({ exitCode: 1 });
  const [results = '', findings = '', end = ''] = here.output().split('\n\n');
  // The padding around a time depends on how long the longest took.
  expect(results.replaceAll(/ {2,}\d+ ms {2,}/g, '  N ms  ')).toBe(
    [
      ' 1  The first   problem  N ms  the first is broken',
      ' 2  The second  ok  N ms  as it should be',
      ' 3  The third   warning  N ms  It is worn',
    ].join('\n'),
  );
  expect(findings).toBe(
    [
      'unknown  3. The third: nobody knows',
      '  → Ask as an administrator.',
      'warning  3. The third: It is worn',
      '  → Replace it.',
      'problem  1. The first: the first is broken',
      '  → Repair it: "hal-listener repair"',
    ].join('\n'),
  );
  expect(end).toBe('3 checks: 1 problem, 1 warning, 1 ok.\n');
});

it('ends with 0 where there are only warnings', async () => {
  const here = terminal();
  await typed(diagnoseVerb(here, { checks: [check('only', async () => [found(WORN)])] }), '--json');
  expect(JSON.parse(here.output())).toMatchObject({
    result: 'warning',
    checks: [{ id: 'only', result: 'warning' }],
  });
});

it('asks before each repair', async () => {
  const apply = vi.fn(async () => 'It is repaired.');
  const checks = [
    check('only', async () => [found(WORN, 'worn', { fix: { question: 'Repair it?', apply } })]),
  ];
  const no = terminal('n');
  await typed(diagnoseVerb(no, { checks }), '--fix');
  expect(apply).not.toHaveBeenCalled();
  const yes = terminal('y');
  await typed(diagnoseVerb(yes, { checks }), '--fix');
  expect(yes.output()).toContain('It is repaired.');
  await expect(typed(diagnoseVerb(terminal(), { checks }), '--fix')).rejects.toThrow('nothing was changed');
  apply.mockRejectedValueOnce(new Error('the disk is full'));
  const failing = terminal('y');
  await typed(diagnoseVerb(failing, { checks }), '--fix');
  expect(failing.output()).toContain('This failed: the disk is full');
});

it('saves everything for a bug report, and says so where it cannot', async () => {
  const here = terminal();
  const checks = [check('only', async () => [ok('well')])];
  const file = path.join(home, 'report.zip');
  await typed(diagnoseVerb(here, { checks }), '--bundle', file, '--json');
  expect(existsSync(file)).toBe(true);
  expect(JSON.parse(here.output())).toMatchObject({ result: 'ok' });
  const nowhere = path.join(home, 'no/such/folder/report.zip');
  await expect(typed(diagnoseVerb(terminal(), { checks }), '--bundle', nowhere)).rejects.toThrow(
    'was not saved',
  );
});

it('goes on after a check that fails or does not end', async () => {
  const checks = [
    check('thrower', async () => {
      throw new Error('no such thing');
    }),
    check('sleeper', () => new Promise(() => undefined)),
    check('last', async () => [ok('reached')]),
  ];
  const results = await runChecks(checks, {} as Diagnosis, { clock: new FakeClock(), timeoutMs: 20 });
  expect(results.map(({ severity, findings: [first] }) => [severity, first?.text])).toEqual([
    ['unknown', 'the check failed: no such thing'],
    ['unknown', 'the check did not end within 0.02 s'],
    ['ok', 'reached'],
  ]);
});
