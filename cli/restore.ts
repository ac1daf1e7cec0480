import { existsSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { HOME_FILES } from '../contract/home-files.ts';
import type { Account } from '../listener/account/account.ts';
import { AccountError } from '../listener/account/errors.ts';
import { openAccount } from '../listener/account/open.ts';
import type { LoadInputs, TolerantConfig } from '../listener/config/load.ts';
import { loadTolerant } from '../listener/config/load.ts';
import { BackupError } from './backup/backup-error.ts';
import { restorePrograms } from './backup/programs-part.ts';
import { Progress } from './backup/progress.ts';
import { type CheckedBackup, readBackup } from './backup/read-backup.ts';
import { describeParts, restoreJson } from './backup/report.ts';
import { type RestoreReport, restoreHome } from './backup/restore-home.ts';
import { complete, readJournal } from './backup/restore-journal.ts';
import { asFailure } from './backup.ts';
import { notes } from './help.ts';
import { formatJson } from './json.ts';
import { readPassphrase } from './passphrase.ts';
import { addSettingFlags, loadInputs, orBadConfiguration, PLACE_NAMES } from './setting-flags.ts';
import { readOnlySupervision } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
Checks all of the file before it changes anything: each checksum, each record, the versions. What it replaces is kept in a
folder of the home, which it names; it can be repeated. Stop the listener first. Paths in the home follow to this home,
also on another system; what names something that is not on this machine is listed. If it is interrupted, no listener
starts until it is completed.

Examples:
  hal-listener restore hal.zip
  hal-listener restore hal.zip --check          only checks the file
  hal-listener restore hal.zip --with-secrets   asks for the passphrase of the backup
  hal-listener restore --continue               completes one that was interrupted
`;

interface RestoreFlags {
  readonly check: boolean;
  readonly continue: boolean;
  readonly withSecrets: boolean;
  readonly withPrograms: boolean;
  readonly withoutToken: boolean;
  readonly passphraseFile?: string;
  readonly json: boolean;
}

/** `hal-listener restore FILE`: puts a backup in place. */
export function restoreVerb(terminal: Terminal): Command {
  const command = new Command('restore')
    .description('put a backup in place, and keep what it replaces')
    .argument('[file]', 'a file that "hal-listener backup" wrote')
    .option('--check', 'check the file and change nothing', false)
    .option('--continue', 'complete a restore that was interrupted', false)
    .option('--with-secrets', 'restore the secrets too', false)
    .option('--passphrase-file <file>', 'read the passphrase from the first line of a file')
    .option('--with-programs', 'write HAL.QUERY into the QM account too', false)
    .option('--without-token', 'restore although clients will need no token any more', false)
    .option('--json', 'print JSON', false)
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command, PLACE_NAMES).action(
    async (typed: string | undefined, flags: RestoreFlags) => {
      const quiet = { ...terminal, err: () => undefined };
      const inputs = loadInputs(command, terminal);
      const configured = orBadConfiguration(() => loadTolerant(inputs));
      const { supervisor } = readOnlySupervision(command, quiet);
      const { home } = configured.config;
      if (flags.continue === (typed !== undefined))
        throw new CliFailure('Name the file of a backup, or --continue, which takes none.', EXIT.usage);
      const what = flags.check ? 'Checked, and refused' : 'Nothing was restored';
      try {
        if (typed === undefined) return await continueRestore(terminal, home, flags.json);
        if (readJournal(home) !== undefined)
          throw new BackupError(
            'An earlier restore of this home was interrupted. Complete it first: hal-listener restore --continue',
          );
        const file = path.resolve(typed);
        const progress = new Progress(terminal);
        const onProgress = (text: string, count: number): void => progress.show(text, count);
        const backup = await readBackup(file, onProgress).finally(() => progress.clear());
        try {
          const passphrase = flags.withSecrets
            ? await readPassphrase(terminal, flags.passphraseFile, false)
            : undefined;
          const { withoutToken, check: onlyChecks } = flags;
          const report = await restoreHome({
            ...{ backup, file, configured, supervisor, passphrase, withoutToken, onlyChecks, onProgress },
          }).finally(() => progress.clear());
          const done = onlyChecks ? [] : await afterRestore(backup, inputs, flags.withPrograms);
          print(terminal, { backup, file, home, flags, report: withNotes(report, done) });
        } finally {
          await backup.archive.close();
        }
      } catch (error) {
        const isInterrupted =
          !(error instanceof BackupError) && existsSync(path.join(home, HOME_FILES.restore));
        throw asFailure(error, isInterrupted ? INTERRUPTED : what);
      }
    },
  );
}

const INTERRUPTED =
  'The restore was interrupted, and no listener starts until it is completed ("hal-listener restore --continue")';

function withNotes(report: RestoreReport, more: readonly string[]): RestoreReport {
  return { ...report, notes: [...report.notes, ...more] };
}

/** What the restored configuration still lacks, and the programs in QM. */
async function afterRestore(
  { sources }: CheckedBackup,
  inputs: LoadInputs,
  withPrograms: boolean,
): Promise<readonly string[]> {
  const restored = loadTolerant(inputs);
  const errors = restored.errors.map((error) => `The listener will not start: ${error}`);
  if (sources.size === 0) return errors;
  if (!withPrograms) {
    return [
      ...errors,
      'The sources of the programs in QM were left as they are. "hal-listener account install" writes ours, --with-programs HAL.QUERY',
    ];
  }
  return [...errors, ...(await writePrograms(restored, sources))];
}

async function writePrograms(
  { config }: TolerantConfig,
  sources: CheckedBackup['sources'],
): Promise<readonly string[]> {
  if (config.driver === 'embedded')
    return ['No QM is configured here, so the sources of its programs were not written'];
  let account: Account | undefined;
  try {
    account = await openAccount(config, { user: 'command' });
    return await restorePrograms(account, sources);
  } catch (error) {
    if (!(error instanceof AccountError)) throw error;
    return [`The sources of the programs in QM were not written: ${error.message}`];
  } finally {
    await account?.close();
  }
}

async function continueRestore(terminal: Terminal, home: string, json: boolean): Promise<void> {
  const journal = readJournal(home);
  if (journal === undefined) throw new BackupError('No restore of this home was interrupted.');
  const kept = await complete(home, journal);
  const { from, createdAt } = journal;
  if (json) {
    const report = { result: 'completed', file: from, home, createdAt, parts: [], notes: [] } as const;
    return terminal.out(formatJson({ ...report, ...(kept === undefined ? {} : { kept }) }));
  }
  terminal.out(`Completed: ${home} is as ${from} has it.\n${describeKept(kept)}`);
}

interface Printed {
  readonly backup: CheckedBackup;
  readonly file: string;
  readonly home: string;
  readonly flags: RestoreFlags;
  readonly report: RestoreReport;
}

function print(terminal: Terminal, { backup: { manifest }, file, home, flags, report }: Printed): void {
  if (flags.json) return terminal.out(formatJson(restoreJson(file, home, manifest, report, flags.check)));
  const { createdAt, version } = manifest;
  const what = `of ${createdAt}, by version ${version}: ${describeParts(manifest)}`;
  terminal.out(flags.check ? `${file} is whole, ${what}.\n` : `Restored ${home} from the backup ${what}.\n`);
  terminal.out(flags.check ? '' : describeKept(report.kept));
  for (const note of report.notes) terminal.out(`${note}.\n`);
  if (!flags.check) terminal.out('To start the listener: hal-listener start\n');
}

function describeKept(kept: string | undefined): string {
  return kept === undefined ? '' : `What was there before is kept in ${kept}\n`;
}
