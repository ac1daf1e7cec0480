import type { BackupJson, RestoreJson } from '../../contract/command-json.ts';
import { BACKUP_PARTS } from '../../contract/command-json.ts';
import { counted } from '../../wording/counted.ts';
import type { Manifest } from './manifest.ts';
import { type Part, partOf } from './parts.ts';
import type { RestoreReport } from './restore-home.ts';

interface PartSummary {
  readonly part: Part;
  readonly files: number;
  readonly bytes: number;
  readonly records?: number;
}

/** What a backup consists of, a part at a time. */
function summarize({ entries }: Pick<Manifest, 'entries'>): readonly PartSummary[] {
  return BACKUP_PARTS.flatMap((part) => {
    const own = entries.filter(({ name }) => partOf(name) === part);
    if (own.length === 0) return [];
    const records = own.reduce((sum, entry) => sum + (entry.records ?? 0), 0);
    const bytes = own.reduce((sum, entry) => sum + entry.bytes, 0);
    return [{ part, files: own.length, bytes, ...(part === 'account' ? { records } : {}) }];
  });
}

export function describeParts(manifest: Pick<Manifest, 'entries'>): string {
  const words = summarize(manifest).map(({ part, files, records }) => {
    if (records !== undefined)
      return `${part} (${counted(records, 'record or dictionary item', 'records and dictionary items')})`;
    return part === 'programs' ? `${part} (${counted(files, 'source')})` : part;
  });
  return words.length === 0 ? 'nothing' : words.join(', ');
}

/** What is not in it, and why, one line each. */
export function describeGaps({ withheld, elsewhere, notes, entries }: Manifest): readonly string[] {
  const hasSecrets = entries.some(({ name }) => partOf(name) === 'secrets');
  return [
    ...(withheld.length > 0 && !hasSecrets
      ? [`Without the secrets of config.json: ${withheld.join(', ')}. --with-secrets saves them too.`]
      : []),
    ...elsewhere.map(({ name, source }) => `Not in it: ${name}, which ${source} sets.`),
    ...notes.map((note) => `${note}.`),
  ];
}

export function backupJson(file: string, bytes: number, manifest: Manifest): BackupJson {
  return {
    file,
    bytes,
    createdAt: manifest.createdAt,
    version: manifest.version,
    parts: summarize(manifest).map((summary) => ({ ...summary })),
    withheld: [...manifest.withheld],
    elsewhere: manifest.elsewhere.map((setting) => ({ ...setting })),
    notes: [...manifest.notes],
  };
}

export function restoreJson(
  file: string,
  home: string,
  manifest: Manifest,
  { kept, notes }: RestoreReport,
  isCheck: boolean,
): RestoreJson {
  return {
    result: isCheck ? 'checked' : 'restored',
    file,
    home,
    createdAt: manifest.createdAt,
    version: manifest.version,
    parts: summarize(manifest).map(({ part }) => part),
    ...(kept === undefined ? {} : { kept }),
    notes: [...notes],
  };
}
