/** Formats measured values in the same way on the page, in the tray and in commands. */

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes in three digits, for example `57.3 MB` or `150 MB`. MB are 10^6 bytes, as in settings. */
export function formatBytes(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  // 999 500 would be rounded to `1000 kB`.
  while (amount >= (unit === 0 ? 1_000 : 999.5) && unit < BYTE_UNITS.length - 1) {
    amount /= 1_000;
    unit += 1;
  }
  return `${unit === 0 || amount >= 99.95 ? Math.round(amount) : amount.toFixed(1)} ${BYTE_UNITS[unit]}`;
}

/** A client by its address, and the proxy that it came through: `192.0.2.7:50124 via 10.0.0.5`. */
export function describeClient({
  address,
  proxy,
}: {
  readonly address: string;
  readonly proxy?: string | undefined;
}): string {
  return proxy === undefined ? address : `${address} via ${proxy}`;
}

/** How long something has lasted: like `formatDuration`, but from a minute on without seconds: `3 d 4 h`, `5 min`, `12 s`. */
export function formatElapsed(ms: number): string {
  return formatDuration(ms < 60_000 ? ms : ms - (ms % 60_000));
}

const DURATION_UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/**
 * A duration in its largest unit and the next smaller one, if that is not 0: `3 d 4 h`, `5 min 2 s`, `2 h`, `12 s`.
 *
 * @param ms negative durations count as 0
 */
export function formatDuration(ms: number): string {
  let rest = Math.max(Math.floor(ms / 1_000), 0);
  const amounts = DURATION_UNITS.map(([unit, size]) => {
    const amount = Math.floor(rest / size);
    rest %= size;
    return { unit, amount };
  });
  const first = amounts.findIndex(({ amount }) => amount > 0);
  if (first === -1) return '0 s';
  return amounts
    .slice(first, first + 2)
    .filter(({ amount }) => amount > 0)
    .map(({ unit, amount }) => `${amount} ${unit}`)
    .join(' ');
}
