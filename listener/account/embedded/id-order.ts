import type { QmText } from '../text.ts';

/**
 * The order in which the embedded account keeps the ids of a file: as people count, `M2` before `M10`. QM's own
 * order is that of its hash groups, so no client may rely on either. Compares runs of digits as numbers and what
 * stands between them byte by byte; without expressions, for a large file compares its ids millions of times.
 */
export function compareIds(a: QmText, b: QmText): number {
  const shared = Math.min(a.length, b.length);
  let at = 0;
  while (at < shared && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  if (at === shared && a.length === b.length) return 0;
  // The runs that differ: from where the one they share began.
  const inDigits = at > 0 && isDigitAt(a, at - 1);
  const [leftDigit, rightDigit] = [isDigitAt(a, at), isDigitAt(b, at)];
  if (inDigits || (leftDigit && rightDigit)) {
    let start = at;
    while (start > 0 && isDigitAt(a, start - 1)) start -= 1;
    const left = a.slice(start, endOfDigits(a, at));
    const right = b.slice(start, endOfDigits(b, at));
    const difference = left === right ? 0 : Number(left) - Number(right);
    if (difference !== 0) return difference;
    if (left !== right) return left < right ? -1 : 1;
  } else if (at > 0 && leftDigit !== rightDigit) {
    // One run of other characters ends here, the other goes on.
    return at === b.length || (rightDigit && at < a.length) ? 1 : -1;
  }
  return a < b ? -1 : 1;
}

function isDigitAt(text: QmText, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

function endOfDigits(text: QmText, from: number): number {
  let end = from;
  while (isDigitAt(text, end)) end += 1;
  return end;
}
