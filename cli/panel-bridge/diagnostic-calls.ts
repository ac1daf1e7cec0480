import type { Command } from 'commander';
import type { CheckView, DIAGNOSTICS_CALLS, DiagnoseProgress } from '../../contract/panel-diagnostics.ts';
import { thisComputer } from '../autostart-settings.ts';
import { createBundle } from '../diagnose/bundle.ts';
import type { Check } from '../diagnose/check.ts';
import { CHECKS } from '../diagnose/checks.ts';
import { Diagnosis } from '../diagnose/diagnosis.ts';
import { type CheckResult, runChecks } from '../diagnose/run-checks.ts';
import { maskedWords } from '../masked-words.ts';
import { readOnlySupervision } from '../supervision.ts';
import type { Terminal } from '../terminal.ts';
import type { BridgeCalls, BridgeContext } from './bridge-calls.ts';
import { PanelCallFailure } from './panel-call-failure.ts';

type DiagnosticCalls = Pick<
  BridgeCalls<typeof DIAGNOSTICS_CALLS>,
  'diagnose' | 'diagnose-fix' | 'diagnose-bundle'
>;

/** The panel's calls about checks: those of `hal-listener diagnose`. @param command the panel's, with its flags */
export function diagnosticCalls(
  command: Command,
  terminal: Terminal,
  checks: readonly Check[] = CHECKS,
): DiagnosticCalls {
  const withDiagnosis = async <T>(work: (diagnosis: Diagnosis) => Promise<T>): Promise<T> => {
    const context = readOnlySupervision(command, { ...terminal, err: () => undefined });
    const diagnosis = new Diagnosis({ ...context, env: terminal.env, autostart: thisComputer(terminal) });
    try {
      return await work(diagnosis);
    } finally {
      await diagnosis.account.close();
    }
  };
  const runAll = (diagnosis: Diagnosis, { onProgress }: BridgeContext): Promise<readonly CheckResult[]> => {
    const report: (progress: DiagnoseProgress) => void = onProgress;
    report({ kind: 'plan', titles: checks.map(({ title }) => title) });
    return runChecks(checks, diagnosis, {
      clock: diagnosis.clock,
      onBegin: (number) => report({ kind: 'begin', number }),
      onEnd: (result) => report({ kind: 'end', check: toView(result) }),
    });
  };
  const runOne = async (diagnosis: Diagnosis, check: Check): Promise<CheckResult> => {
    const [result] = await runChecks([check], diagnosis, { clock: diagnosis.clock });
    if (result === undefined) throw new PanelCallFailure(`The check "${check.title}" has no result.`);
    return { ...result, number: checks.indexOf(check) + 1 };
  };
  return {
    diagnose: (_, context) =>
      withDiagnosis(async (diagnosis) => ({ checks: (await runAll(diagnosis, context)).map(toView) })),
    'diagnose-fix': async ({ id, fix: question }) => {
      const check = checks.find((one) => one.id === id);
      if (check === undefined) throw new PanelCallFailure(`There is no check "${id}".`);
      const message = await withDiagnosis(async (diagnosis) => {
        const { findings } = await runOne(diagnosis, check);
        const fix = findings.find((finding) => finding.fix?.question === question)?.fix;
        if (fix === undefined)
          throw new PanelCallFailure('There is nothing to repair any more. Check again.');
        return fix.apply();
      });
      // Anew, because a diagnosis looks at each thing once.
      return { message, check: toView(await withDiagnosis((diagnosis) => runOne(diagnosis, check))) };
    },
    'diagnose-bundle': (_, context) =>
      withDiagnosis(async (diagnosis) => {
        const results = await runAll(diagnosis, context);
        const words = maskedWords(diagnosis.config, terminal.env);
        const bundle = await createBundle(diagnosis, results, words);
        return {
          name: 'hal-listener-report.zip',
          content: Buffer.from(bundle).toString('base64'),
          message: 'Names and secrets are replaced. Read it through before you send it.',
        };
      }),
  };
}

function toView({ number, check: { id, title }, severity, findings, ms }: CheckResult): CheckView {
  return {
    number,
    id,
    title,
    result: severity,
    ms,
    findings: findings.map(({ severity: result, text, advice, fix }) => ({
      result,
      text,
      ...(advice === undefined ? {} : { advice }),
      ...(fix === undefined ? {} : { fix: fix.question }),
    })),
  };
}
