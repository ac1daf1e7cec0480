import type { BACKUP_PARTS } from '../../contract/command-json.ts';
import type { FileForm } from '../../contract/file-form.ts';
import { EVENT_FORM } from '../../contract/home-events.ts';
import { HOME_FILES } from '../../contract/home-files.ts';
import { CONFIG_FORM } from '../../contract/settings.ts';
import { MAX_FILE_BYTES as MAX_SESSIONS_BYTES, SESSIONS_FORM } from '../../listener/protocol/session-file.ts';
import { MAX_TABLE_BYTES } from '../../listener/query/table/table-file.ts';
import { TABLE_FORM } from '../../listener/query/table/table-form.ts';

export type Part = (typeof BACKUP_PARTS)[number];

/** A file of the home. */
export interface HomePart {
  readonly part: Part;
  /** In the home, and as an entry below `home/`. */
  readonly file: string;
  readonly maxBytes: number;
  /** Absent if no version reads its contents. */
  readonly form?: FileForm;
  /** Each line is JSON with a number of its own. */
  readonly isLines?: true;
  /** Without it a restored home works as without it at the time of the backup, so one that is there now is put aside. */
  readonly isExact?: true;
}

const MIB = 1024 * 1024;

export const CONFIG_FILE = 'config.json';

export const HOME_PARTS: readonly HomePart[] = [
  { part: 'configuration', file: CONFIG_FILE, maxBytes: MIB, form: CONFIG_FORM, isExact: true },
  { part: 'configuration', file: HOME_FILES.qmChosen, maxBytes: MIB },
  { part: 'intents', file: 'intents.json', maxBytes: MAX_TABLE_BYTES, form: TABLE_FORM, isExact: true },
  { part: 'events', file: `${HOME_FILES.events}.1`, maxBytes: MIB, form: EVENT_FORM, isLines: true },
  { part: 'events', file: HOME_FILES.events, maxBytes: MIB, form: EVENT_FORM, isLines: true },
  { part: 'sessions', file: 'sessions.json', maxBytes: MAX_SESSIONS_BYTES, form: SESSIONS_FORM },
];

export const HOME_ENTRIES = 'home/';
export const ACCOUNT_ENTRIES = 'accounts/';
export const PROGRAM_ENTRIES = 'programs/';
export const SECRETS_ENTRY = 'secrets.sealed';

/** The part that an entry belongs to; undefined if no backup has it. */
export function partOf(name: string): Part | undefined {
  if (name === SECRETS_ENTRY) return 'secrets';
  if (name.startsWith(ACCOUNT_ENTRIES)) return 'account';
  if (name.startsWith(PROGRAM_ENTRIES)) return 'programs';
  return HOME_PARTS.find(({ file }) => name === `${HOME_ENTRIES}${file}`)?.part;
}
