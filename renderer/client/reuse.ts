/**
 * The new value, made of the old one wherever nothing differs: what compares by identity sees no change where there is none.
 * Only plain data is taken apart; anything else is the same only if it is the same object.
 */
export function reuse<T>(before: unknown, now: T): T {
  if (Object.is(before, now)) return now;
  if (Array.isArray(before) && Array.isArray(now)) {
    const items: readonly unknown[] = before;
    const next = now.map((item, place) => reuse(items[place], item));
    return (items.length === next.length && next.every((item, place) => Object.is(item, items[place]))
      ? before
      : next) as unknown as T;
  }
  if (!isPlain(before) || !isPlain(now)) return now;
  const next = Object.fromEntries(
    Object.entries(now).map(([key, value]) => [key, reuse(before[key], value)]),
  );
  const keys = Object.keys(next);
  const isSame =
    keys.length === Object.keys(before).length &&
    keys.every((key) => Object.hasOwn(before, key) && Object.is(next[key], before[key]));
  return (isSame ? before : next) as T;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
