/** Whether two words differ by one typing error: a letter missing, added, changed, or two neighbours swapped. */
export function isOneErrorApart(one: string, other: string): boolean {
  const [a, b] = differing(one, other);
  if (a.length <= 1 && b.length <= 1) return a !== b;
  return a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0];
}

/** Whether two neighbours are swapped. */
export function isSwapped(one: string, other: string): boolean {
  const [a, b] = differing(one, other);
  return a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0];
}

/** What is left without the same beginning and the same end; nothing where they are the same. */
function differing(one: string, other: string): readonly [string, string] {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  const most = Math.min(one.length, other.length) - start;
  while (end < most && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return [one.slice(start, one.length - end), other.slice(start, other.length - end)];
}
