import type { FileForm } from '../../../contract/file-form.ts';
import { convertTable } from './old-table.ts';

/** The form of intents.json: 1 is a table of whole sentences, 2 one of subjects. Most people write it without the number. */
export const TABLE_FORM: FileForm = {
  current: 2,
  unnumbered: (value) => (typeof value === 'object' && value !== null && 'intents' in value ? 1 : 2),
  steps: { 1: (value) => convertTable(JSON.stringify(value)).table },
};
