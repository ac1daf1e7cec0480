import { NOTHING, type Row, skipped } from '../row.ts';
import { describeOthers, isBusy, type OtherPrograms } from './other-programs.ts';

/**
 * What is printed of a group: its rows, or on a busy machine one that says why they are not.
 *
 * @param others undefined where this system does not tell
 */
export function rowsBeside(
  others: OtherPrograms | undefined,
  group: string,
  rows: readonly Row[],
  evenIfBusy: boolean,
): readonly Row[] {
  if (others === undefined || !isBusy(others)) return rows;
  const why = describeOthers(others);
  if (!evenIfBusy) return [skipped(`the group \`${group}\``, NOTHING, why)];
  return rows.map((row) =>
    row.ours === NOTHING ? row : { ...row, verdict: `${row.verdict}; on a busy machine: ${why}` },
  );
}
