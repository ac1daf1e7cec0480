import { formNumber, inCurrentForm, NewerFormError } from '../../contract/file-form.ts';
import { tryParseJson } from '../../lib/text.ts';
import { parseConfigObject } from '../../listener/config/config-file.ts';
import { readTable } from '../../listener/query/table/subject-table.ts';
import { TableError } from '../../listener/query/table/table-error.ts';
import { BackupError } from './backup-error.ts';
import { CONFIG_FILE, type HomePart } from './parts.ts';

/** How many bytes of a file that no version reads as a whole say its form. */
const HEAD_BYTES = 200;

/**
 * A file of a home as this version reads it. Events and sessions are converted by whoever reads them.
 *
 * @throws BackupError, ConfigError or NewerFormError if this version cannot read it
 */
export function homeFileInCurrentForm(part: HomePart, content: Buffer): Buffer {
  const { file, form } = part;
  if (form === undefined) return content;
  const name = `${file} in the backup`;
  const text = content.toString('utf8');
  if (file === CONFIG_FILE) return Buffer.from(formatted(parseConfigObject(text, name)));
  if (part.isLines) {
    const newest = Math.max(0, ...text.split('\n').map((line) => formNumber(tryParseJson(line), form)));
    if (newest > form.current) throw new NewerFormError(name, newest, form);
    return content;
  }
  if (part.part === 'sessions') {
    const number = /"version": ?(\d{1,6})/.exec(text.slice(0, HEAD_BYTES))?.[1];
    if (Number(number) > form.current) throw new NewerFormError(name, Number(number), form);
    return content;
  }
  const value = tryParseJson(text);
  if (value === undefined) throw new BackupError(`${name} is not JSON.`);
  try {
    const current = inCurrentForm(value, name, form);
    const table = current === value ? content : Buffer.from(formatted(current));
    readTable(table.toString('utf8'));
    return table;
  } catch (error) {
    if (error instanceof TableError) throw new BackupError(`${name} cannot be used: ${error.message}`);
    throw error;
  }
}

function formatted(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
