/** A table of subjects over files whose names have a prefix. */
export function prefixedTable(value: unknown, prefix: string): unknown {
  if (Array.isArray(value)) return value.map((one) => prefixedTable(one, prefix));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      (key === 'file' || key === 'from') && typeof inner === 'string'
        ? `${prefix}${inner}`
        : prefixedTable(inner, prefix),
    ]),
  );
}
