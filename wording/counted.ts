/**
 * A number with its noun: `1 client`, `2 clients`.
 *
 * @param text the number as shown, if not in English digits
 */
export function counted(
  count: number,
  one: string,
  many = `${one}s`,
  text = count.toLocaleString('en'),
): string {
  return `${text} ${count === 1 ? one : many}`;
}
