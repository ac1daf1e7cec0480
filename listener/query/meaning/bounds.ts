/** Numbers that an amount or a measurement is to be over or under. */

export interface Bounds {
  readonly over: number | undefined;
  readonly under: number | undefined;
  /** Whether the numbers themselves are within: "at least 100", "between 50 and 100". */
  readonly isInclusive?: boolean | undefined;
}

export function isWithin(value: number, { over, under, isInclusive = false }: Bounds): boolean {
  const isOver = over === undefined || value > over || (isInclusive && value === over);
  const isUnder = under === undefined || value < under || (isInclusive && value === under);
  return isOver && isUnder;
}

/** As answers say them: `over $100.00`, `at least 140`, `between $50.00 and $100.00`; empty where there are none. */
export function describeBounds(
  { over, under, isInclusive = false }: Bounds,
  format: (value: number) => string,
): string {
  if (over !== undefined && under !== undefined && isInclusive)
    return `between ${format(over)} and ${format(under)}`;
  const bounds = [
    ...(over === undefined ? [] : [`${isInclusive ? 'at least' : 'over'} ${format(over)}`]),
    ...(under === undefined ? [] : [`${isInclusive ? 'at most' : 'under'} ${format(under)}`]),
  ];
  return bounds.join(' and ');
}
