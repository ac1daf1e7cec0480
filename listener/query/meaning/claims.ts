import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import type { EntityKind, Group } from '../table/subject-table.ts';
import { fold } from '../words/token.ts';

/**
 * What a question says of a record that it names: "do I take Lipitor at bedtime?" claims a time of it, "mild or
 * severe?" asks which of two. A kind of value that can be claimed has `tells`: the detail that says what is on record.
 */

/** What is claimed of a record that is named beside it. */
/** @param isOfAll whether it is claimed of all of them: "are all my pills covered?" */
export function claimIn(known: readonly EntityMatch[], isOfAll = false): EntityMatch | undefined {
  const isNamed = known.some(({ kind, unknown }) => kind.names && kind.key === undefined && !unknown);
  const claims = known.filter(({ kind }) => kind.tells !== undefined);
  // "Is the inhaler covered?": what it is names it, where nothing else does.
  const said = isNamed || isOfAll ? claims : claims.filter(({ kind }) => kind.whole);
  return said.length === 1 && (isNamed || isOfAll || claims.length === 2) ? said[0] : undefined;
}

/** Whether a record says so, says otherwise, or says nothing of it. */
export function holds(
  row: Row,
  { kind, values, group }: Omit<EntityMatch, 'at' | 'length'>,
): boolean | undefined {
  const is = values.some(({ field, value }) =>
    [row[field] ?? ''].flat().some((one) => one.trim() === value.trim()),
  );
  if (is) return true;
  if (group === undefined)
    return kind.fields.some((field) => textOf(row, field).trim() !== '') ? false : undefined;
  return isSilent(row, kind) ? undefined : false;
}

/** Whether a record has nothing that a kind knows words for: no time of day at all. */
export function isSilent(row: Row, { fields, groups }: EntityKind): boolean {
  return !fields.some((field) => groups.some((group) => says(textOf(row, field), group)));
}

function says(text: string, { values }: Group): boolean {
  const folded = ` ${fold(text).replaceAll(/[^\p{L}\p{N}]+/gu, ' ')}`;
  return values.some((value) => folded.includes(` ${fold(value)}`));
}
