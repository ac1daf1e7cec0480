const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** `3 d 4 h`, `5 min 2 s`, `12 s`: the two largest units. */
export function duration(ms: number): string {
  let left = Math.max(Math.floor(ms / 1_000), 0);
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    if (left >= size) parts.push(`${Math.floor(left / size)} ${unit}`);
    left %= size;
  }
  return parts.slice(0, 2).join(' ') || '0 s';
}
