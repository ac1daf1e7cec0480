import builtIn from '../intents.json' with { type: 'json' };
import { readTable, type Subject } from '../table/subject-table.ts';

/** The built-in table for tests. */

const { subjects } = readTable(JSON.stringify(builtIn));

export function subjectOf(intent: string): Subject {
  const found = subjects.find((one) => one.intent === intent);
  if (found === undefined) throw new Error(`no ${intent}`);
  return found;
}
