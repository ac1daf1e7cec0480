import type { QmText } from '../text.ts';

/**
 * The order in which the embedded account keeps the ids of a file: as people count, `M2` before `M10`. QM's own
 * order is that of its hash groups, so no client may rely on either.
 */
export function compareIds(a: QmText, b: QmText): number {
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index += 1) {
    const difference = compareParts(left[index] ?? '', right[index] ?? '');
    if (difference !== 0) return difference;
  }
  return left.length - right.length || (a < b ? -1 : a > b ? 1 : 0);
}

function compareParts(a: string, b: string): number {
  if (a === b) return 0;
  const bothNumbers = /^\d/.test(a) && /^\d/.test(b);
  const difference = bothNumbers ? Number(a) - Number(b) : 0;
  return difference || (a < b ? -1 : 1);
}
