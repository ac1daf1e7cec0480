import { lstatSync, statSync } from 'node:fs';
import path from 'node:path';
import { HOME_FILES } from '../../contract/home-files.ts';
import { replaceFile } from '../../lib/atomic-file.ts';
import type { Clock } from '../../lib/clock.ts';
import { configFileOf } from '../../lib/config-file.ts';
import { ownerOfNew } from '../../lib/private-file.ts';
import { readTextFileSync } from '../../lib/read-file.ts';
import { oneLine } from '../../lib/text.ts';
import type { Account } from '../../listener/account/account.ts';
import { AccountError } from '../../listener/account/errors.ts';
import { ConfigError, type Source } from '../../listener/config/config.ts';
import type { TolerantConfig } from '../../listener/config/load.ts';
import { flagOf, SETTING_NAMES } from '../../listener/config/settings.ts';
import { VERSION } from '../../listener/version.ts';
import { readDesired } from '../../supervisor/registry/desired-state.ts';
import { HomeError } from '../../supervisor/registry/home-error.ts';
import { type AccountEntry, accountEntries } from './account-part.ts';
import { MANIFEST_ENTRY } from './archive-format.ts';
import { type ArchiveEntry, type EntrySum, writeArchive } from './archive-writer.ts';
import { BackupError } from './backup-error.ts';
import { fileChunks } from './chunks.ts';
import { MANIFEST_FORM, type Manifest, type SetElsewhere } from './manifest.ts';
import { CONFIG_FILE, HOME_ENTRIES, HOME_PARTS, type HomePart, SECRETS_ENTRY } from './parts.ts';
import { programEntries } from './programs-part.ts';
import { formatSealed, secretFiles } from './sealed-content.ts';
import { seal } from './sealed-secrets.ts';
import { splitConfig } from './split-config.ts';

export interface BackupOptions {
  readonly configured: TolerantConfig;
  readonly withSessions: boolean;
  /** Saves the secrets too, under this passphrase. */
  readonly passphrase: string | undefined;
  /** Opens the account of QM; undefined if none is configured. Its sources are left out if it does not answer. */
  readonly openQm: (() => Promise<Account>) | undefined;
  readonly clock: Pick<Clock, 'now'>;
  /** Called with the number of records read so far. */
  readonly onProgress?: (records: number) => void;
}

export interface CreatedBackup {
  readonly bytes: number;
  readonly manifest: Manifest;
}

/**
 * Writes a backup of a home. The file appears complete or not at all.
 *
 * @throws BackupError, ConfigError, FileError, Node's file errors
 */
export async function createBackup(file: string, options: BackupOptions): Promise<CreatedBackup> {
  const backup = new Backup(options);
  await replaceFile(file, backup.bytes());
  const { manifest } = backup;
  if (manifest === undefined) throw new BackupError('The backup has no manifest.');
  return { bytes: statSync(file).size, manifest };
}

class Backup {
  readonly #options: BackupOptions;
  readonly #notes: string[] = [];
  readonly #records = new Map<string, () => number>();
  #withheld: Readonly<Record<string, unknown>> = {};
  #recordsRead = 0;
  manifest: Manifest | undefined;

  constructor(options: BackupOptions) {
    this.#options = options;
  }

  bytes(): AsyncGenerator<Uint8Array> {
    return writeArchive(this.#entries(), (sums) => this.#manifest(sums));
  }

  get #home(): string {
    return this.#options.configured.config.home;
  }

  async *#entries(): AsyncGenerator<ArchiveEntry> {
    const { withSessions, passphrase } = this.#options;
    let isEmpty = true;
    const parts = HOME_PARTS.filter(({ part }) => part !== 'sessions' || withSessions);
    for (const entry of parts.flatMap((part) => this.#homeEntry(part))) {
      isEmpty = false;
      yield entry;
    }
    for await (const entry of this.#accountEntries()) {
      isEmpty = false;
      yield entry;
    }
    if (isEmpty)
      throw new BackupError(
        `There is nothing to back up in ${this.#home}: no configuration, no records and no events. Name the listener's home with --home.`,
      );
    yield* await this.#programEntries();
    if (passphrase !== undefined) {
      const files = secretFiles(this.#options.configured);
      const sealed = await seal(formatSealed({ settings: { ...this.#withheld }, files }), passphrase);
      yield { name: SECRETS_ENTRY, content: [sealed] };
    }
  }

  /** @returns nothing if there is no such file */
  #homeEntry({ file, maxBytes }: HomePart): readonly ArchiveEntry[] {
    const name = `${HOME_ENTRIES}${file}`;
    const place = file === CONFIG_FILE ? configFileOf(this.#home) : path.join(this.#home, file);
    const stats = lstatSync(place, { throwIfNoEntry: false });
    if (stats === undefined) return [];
    // It could point to a file that only an administrator may read.
    if (stats.isSymbolicLink() && ownerOfNew(place) !== undefined)
      throw new BackupError(`${place} is a link. Run the command as the user whose home it is.`);
    if (file !== CONFIG_FILE) return [{ name, content: fileChunks(place, maxBytes) }];
    const { open, withheld } = splitConfig(readTextFileSync(place, maxBytes), place);
    this.#withheld = withheld;
    return [{ name, content: [Buffer.from(open)] }];
  }

  async *#accountEntries(): AsyncGenerator<AccountEntry> {
    const { onProgress } = this.#options;
    const onRecord = (): void => {
      this.#recordsRead += 1;
      onProgress?.(this.#recordsRead);
    };
    for await (const entry of accountEntries(path.join(this.#home, 'account'), onRecord)) {
      if (entry.records !== undefined) this.#records.set(entry.name, entry.records);
      yield entry;
    }
  }

  async #programEntries(): Promise<readonly ArchiveEntry[]> {
    const { openQm } = this.#options;
    if (openQm === undefined) return [];
    try {
      const account = await openQm();
      try {
        return await programEntries(account);
      } finally {
        await account.close();
      }
    } catch (error) {
      if (!(error instanceof AccountError || error instanceof ConfigError)) throw error;
      this.#notes.push(`The sources of the programs in QM are not in it: ${oneLine(error)}`);
      return [];
    }
  }

  #manifest(sums: readonly EntrySum[]): ArchiveEntry {
    const { clock } = this.#options;
    this.manifest = {
      product: 'hal-listener',
      version: VERSION,
      createdAt: new Date(clock.now()).toISOString(),
      platform: process.platform,
      home: this.#home,
      entries: sums.map((sum) => {
        const records = this.#records.get(sum.name)?.();
        return { ...sum, ...(records === undefined ? {} : { records }) };
      }),
      withheld: Object.keys(this.#withheld),
      elsewhere: [...elsewhereOf(this.#options.configured)],
      notes: this.#notes,
    };
    const text = `${JSON.stringify({ form: MANIFEST_FORM.current, ...this.manifest }, null, 2)}\n`;
    return { name: MANIFEST_ENTRY, content: [Buffer.from(text)] };
  }
}

/** The settings that are in force here and not in config.json. */
export function setElsewhere({ sources }: Pick<TolerantConfig, 'sources'>): readonly SetElsewhere[] {
  return SETTING_NAMES.flatMap((name) => {
    const source = describeSource(sources[name]);
    return source === undefined || name === 'home' ? [] : [{ name, source }];
  });
}

function describeSource(source: Source): string | undefined {
  if (source.kind === 'environment') return `the environment (${source.key})`;
  return source.kind === 'qmconfig' ? `QMCONFIG (${source.key})` : undefined;
}

/** Also the flags that the listener was started with last, which a restart repeats. */
function elsewhereOf(configured: TolerantConfig): readonly SetElsewhere[] {
  const all = [...setElsewhere(configured), ...ofLastStart(configured.config.home)];
  return [...new Map(all.map((setting) => [setting.name, setting])).values()];
}

function ofLastStart(home: string): readonly SetElsewhere[] {
  try {
    const flags = readDesired(home, HOME_FILES.desired)?.flags ?? {};
    const names = SETTING_NAMES.filter((name) => flags[flagOf(name) ?? ''] !== undefined);
    return names.map((name) => ({ name, source: `the last start (${flagOf(name)})` }));
  } catch (error) {
    if (error instanceof HomeError) return [];
    throw error;
  }
}
