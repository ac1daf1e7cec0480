import path from 'node:path';
import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { replaceFileSync } from '../lib/atomic-file.ts';
import { fileErrorReason } from '../lib/file-error.ts';
import { type AutostartMachineOf, thisComputer } from './autostart-settings.ts';
import { plain } from './colors.ts';
import { createBundle } from './diagnose/bundle.ts';
import type { Check, Finding } from './diagnose/check.ts';
import { CHECKS } from './diagnose/checks.ts';
import { Diagnosis } from './diagnose/diagnosis.ts';
import { diagnoseJson, formatConclusion, formatFindings, formatResults } from './diagnose/report.ts';
import { type CheckResult, runChecks } from './diagnose/run-checks.ts';
import { notes } from './help.ts';
import { formatJson } from './json.ts';
import { maskedWords } from './masked-words.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { readOnlySupervision } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
Checks everything that a listener needs, from its configuration to its clients, and says what is wrong and what to type,
the worst last. Nothing is changed without asking. It works with the listener down, with a bad configuration and as
another user; what this user may not see is shown as unknown.

Exit codes: 0 no problem (there may be warnings); 1 at least one problem.

Examples:
  hal-listener diagnose
  hal-listener diagnose --fix           offers the safe repairs, one by one
  hal-listener diagnose --bundle report.zip
  hal-listener diagnose --json          for programs
`;

export interface DiagnoseDependencies {
  readonly checks?: readonly Check[];
  readonly machineOf?: AutostartMachineOf;
}

interface DiagnoseFlags {
  readonly fix: boolean;
  readonly json: boolean;
  /** A file name. */
  readonly bundle?: string;
}

/** `hal-listener diagnose`: what is wrong, and what to type. */
export function diagnoseVerb(
  terminal: Terminal,
  { checks = CHECKS, machineOf = thisComputer }: DiagnoseDependencies = {},
): Command {
  const command = new Command('diagnose')
    .description('check everything a listener needs; say what is wrong and what to do')
    .option('--fix', 'offer the safe repairs, one by one', false)
    .option(
      '--bundle <file>',
      'save everything for a bug report in a zip file, with names and secrets replaced',
    )
    .option('--json', 'print JSON', false)
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command, ['port', ...PLACE_NAMES]).action(
    async ({ fix, json, bundle }: DiagnoseFlags) => {
      const context = readOnlySupervision(command, { ...terminal, err: () => undefined });
      const diagnosis = new Diagnosis({
        ...context,
        env: terminal.env,
        autostart: machineOf(terminal),
      });
      let results: readonly CheckResult[];
      try {
        results = await runChecks(checks, diagnosis, {
          clock: diagnosis.clock,
          onBegin: (number, { title }) => drawProgress(terminal, `${number}/${checks.length} ${title}`),
        });
        drawProgress(terminal, '');
        if (json) terminal.out(formatJson(diagnoseJson(results)));
        else report(terminal, results);
        if (bundle !== undefined) {
          const words = maskedWords(diagnosis.config, terminal.env);
          saveBundle(bundle, await createBundle(diagnosis, results, words));
          // Standard output may be JSON.
          terminal.err(
            `Saved ${bundle}. Names and secrets are replaced; read it through before you send it.\n`,
          );
        }
        if (fix) await offerFixes(terminal, results);
      } finally {
        await diagnosis.account.close();
      }
      if (results.some(({ severity }) => severity === 'problem')) throw new CliFailure('', EXIT.failed);
    },
  );
}

/** @throws CliFailure if it cannot be written */
function saveBundle(file: string, bytes: Uint8Array): void {
  try {
    replaceFileSync(path.resolve(file), bytes);
  } catch (error) {
    throw new CliFailure(`${file} was not saved: ${fileErrorReason(error)}`, EXIT.failed);
  }
}

function report(terminal: Terminal, results: readonly CheckResult[]): void {
  const paint = terminal.paint ?? plain;
  terminal.out(formatResults(results, paint));
  terminal.out(formatFindings(results, paint));
  terminal.out(formatConclusion(results));
}

/** Shows in a terminal which check is made; an empty text removes it. */
function drawProgress({ canRedraw = false, err }: Terminal, text: string): void {
  if (canRedraw) err(`\r\u001b[K${text}`);
}

async function offerFixes(terminal: Terminal, results: readonly CheckResult[]): Promise<void> {
  const fixes = results.flatMap(({ findings }) => findings.flatMap(({ fix }: Finding) => fix ?? []));
  if (fixes.length === 0) return terminal.out('There is nothing that can be repaired from here.\n');
  if (terminal.ask === undefined) {
    throw new CliFailure('There is no terminal to ask for confirmation, so nothing was changed.', EXIT.usage);
  }
  for (const { question, apply } of fixes) {
    const answer = await terminal.ask(`${question} [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) continue;
    try {
      terminal.out(`${await apply()}\n`);
    } catch (error) {
      terminal.out(`This failed: ${error instanceof Error ? error.message : error}\n`);
    }
  }
}
