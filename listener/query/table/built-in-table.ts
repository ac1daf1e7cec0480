import builtIn from '../intents.json' with { type: 'json' };
import type { TableSource } from './subject-format.ts';
import { checkTable } from './subject-table.ts';

/** The table we ship, checked. The build checks it once for all and puts the outcome here (`build/checked-table.ts`). */
export function checkedBuiltIn(): TableSource {
  return checkTable(builtIn);
}
