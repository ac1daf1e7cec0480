/** An axis on which each step is ten times the one before: small and large values can be read at once. */

/** The smallest value that is told apart; such an axis has no place for 0. */
const SMALLEST = 0.1;

/** Values as they are drawn: gaps stay gaps. */
export function withoutZeros(values: readonly (number | null)[]): (number | null)[] {
  return values.map((value) => (value === null ? null : Math.max(value, SMALLEST)));
}

/** The powers of ten around the values; at least one step. @param min null if there are no values */
export function decadesOf(min: number | null, max: number | null): [number, number] {
  const low = 10 ** Math.floor(Math.log10(Math.max(min ?? 1, SMALLEST)));
  const high = 10 ** Math.ceil(Math.log10(Math.max(max ?? 1, low * 1.01)));
  return [low, high];
}

/** Whether a value is a power of ten. */
export function isDecade(value: number): boolean {
  const exponent = Math.log10(value);
  return Math.abs(exponent - Math.round(exponent)) < 1e-6;
}
