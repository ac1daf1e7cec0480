import type { Plugin } from 'vite';
import builtIn from '../listener/query/intents.json' with { type: 'json' };
import { checkTable } from '../listener/query/table/subject-table.ts';

/** Puts what `listener/query/table/built-in-table.ts` returns in its place, so that nothing of it is checked at run time. */
export function checkedTable(): Plugin {
  return {
    name: 'checked-table',
    enforce: 'pre',
    load: (id) =>
      id.endsWith('/listener/query/table/built-in-table.ts')
        ? `export const checkedBuiltIn = () => JSON.parse(${JSON.stringify(JSON.stringify(checkTable(builtIn)))});`
        : undefined,
  };
}
