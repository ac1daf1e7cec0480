/**
 * The order of ids in which records are told, and that of the embedded account's files: natural order, `M2` before `M10`.
 * QM's own order is that of its hash groups, so no client may rely on either. Runs of digits are compared as numbers, the
 * text between them byte by byte. It uses no regular expressions, because sorting a large file compares ids millions of times.
 */
export function compareIds(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  let at = 0;
  while (at < shared && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  if (at === shared && a.length === b.length) return 0;
  // Compare the first runs that differ, from the beginning of the run.
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
    // One run of other characters ends here, the other continues.
    return at === b.length || (rightDigit && at < a.length) ? 1 : -1;
  }
  return a < b ? -1 : 1;
}

function isDigitAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

function endOfDigits(text: string, from: number): number {
  let end = from;
  while (isDigitAt(text, end)) end += 1;
  return end;
}
