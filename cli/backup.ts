import { statSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { HOME_FILES } from '../contract/home-files.ts';
import { type Clock, systemClock } from '../lib/clock.ts';
import { errnoOf, FileError, fileErrorReason } from '../lib/file-error.ts';
import { groupThousands } from '../lib/text.ts';
import { openAccount } from '../listener/account/open.ts';
import { ConfigError } from '../listener/config/config.ts';
import { loadTolerant } from '../listener/config/load.ts';
import { BackupError } from './backup/backup-error.ts';
import { createBackup } from './backup/create-backup.ts';
import { Progress } from './backup/progress.ts';
import { backupJson, describeGaps, describeParts } from './backup/report.ts';
import { notes } from './help.ts';
import { formatJson } from './json.ts';
import { readPassphrase } from './passphrase.ts';
import { addSettingFlags, loadInputs, orBadConfiguration, PLACE_NAMES } from './setting-flags.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
Saves the configuration, the intents, the events and the embedded account in one zip file; with QM, the sources of our
programs and of HAL.QUERY instead, since QM's records belong to QM's own backup. The listener may run meanwhile. The file
holds what your family's records say, so only you can read it: keep it like that. Secrets of config.json, and the key and
password files that it names, are only saved with --with-secrets, under a passphrase that you are asked for.

Examples:
  hal-listener backup hal.zip
  hal-listener backup /media/usb                     a folder: the name says the day and the time
  hal-listener backup hal.zip --with-secrets --with-sessions
  hal-listener config set backupFolder /srv/backups  saves one every day, and keeps 14
`;

interface BackupFlags {
  readonly withSessions: boolean;
  readonly withSecrets: boolean;
  readonly passphraseFile?: string;
  readonly force: boolean;
  readonly json: boolean;
}

/** `hal-listener backup FILE`: saves a home in a file. */
export function backupVerb(terminal: Terminal, clock: Clock = systemClock): Command {
  const command = new Command('backup')
    .description('save configuration, intents, events and records in a zip file')
    .argument('<file>', 'the file, or a folder for it')
    .option('--with-sessions', "save the clients' conversations too", false)
    .option('--with-secrets', 'save the secrets too, under a passphrase', false)
    .option('--passphrase-file <file>', 'read the passphrase from the first line of a file')
    .option('--force', 'replace the file if it exists', false)
    .option('--json', 'print JSON', false)
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command, PLACE_NAMES).action(async (target: string, flags: BackupFlags) => {
    const configured = orBadConfiguration(() => loadTolerant(loadInputs(command, terminal)));
    const { config } = configured;
    const file = fileFor(target, clock.now());
    const progress = new Progress(terminal);
    try {
      if (!flags.force && statSync(file, { throwIfNoEntry: false }) !== undefined)
        throw new CliFailure(`${file} exists: choose another name, or --force to replace it.`, EXIT.failed);
      assertNotRestoring(config.home);
      const passphrase = flags.withSecrets
        ? await readPassphrase(terminal, flags.passphraseFile, true)
        : undefined;
      const { bytes, manifest } = await createBackup(file, {
        configured,
        withSessions: flags.withSessions,
        passphrase,
        openQm: config.driver === 'embedded' ? undefined : () => openAccount(config, { user: 'command' }),
        clock,
        onProgress: (records) => progress.show('Saving records', records),
      }).finally(() => progress.clear());
      if (flags.json) return terminal.out(formatJson(backupJson(file, bytes, manifest)));
      terminal.out(`Saved ${file}, ${groupThousands(String(bytes))} bytes: ${describeParts(manifest)}.\n`);
      for (const line of describeGaps(manifest)) terminal.out(`${line}\n`);
    } catch (error) {
      throw asFailure(error, `No backup was made`);
    }
  });
}

/** A path as typed; in a folder a name of its own, as `hal-listener-2026-11-28-174501.zip`. */
function fileFor(target: string, now: number): string {
  const place = path.resolve(target);
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory() !== true) return place;
  const stamp = new Date(now).toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
  return path.join(place, `hal-listener-${stamp}.zip`);
}

/** @throws CliFailure, because some of the home's files are of the old one and some of the new one */
function assertNotRestoring(home: string): void {
  if (statSync(path.join(home, HOME_FILES.restore), { throwIfNoEntry: false }) === undefined) return;
  throw new CliFailure(
    'A restore of this home was interrupted. Finish it first: hal-listener restore --continue',
    EXIT.failed,
  );
}

/** An error of a backup or a restore as a failure of the command. @param what what did not happen, as a sentence */
export function asFailure(error: unknown, what: string): unknown {
  if (error instanceof ConfigError)
    return new CliFailure(`${what}: ${error.message}`, EXIT.badConfiguration, { cause: error });
  if (error instanceof BackupError || error instanceof FileError)
    return new CliFailure(`${what}: ${error.message}`, EXIT.failed, { cause: error });
  const code = errnoOf(error);
  if (code === undefined || error instanceof CliFailure) return error;
  const place = error instanceof Error && 'path' in error ? `${String(error.path)}: ` : '';
  const why = code === 'ENOSPC' || code === 'EDQUOT' ? `the disk is full (${code})` : fileErrorReason(error);
  return new CliFailure(`${what}: ${place}${why}`, EXIT.failed, { cause: error });
}
