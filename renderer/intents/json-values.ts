/** Values within JSON that a person edits, which may be anything until it was checked. */

export type ValuePath = readonly (string | number)[];

/** Undefined for what is no JSON object or list. */
export function parsePart(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

export function valueAt(value: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/** Empty for anything else. */
export function textAt(value: unknown, path: ValuePath): string {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : '';
}

/** Empty for anything else. */
export function listAt(value: unknown, path: ValuePath): readonly unknown[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : [];
}

export function textsAt(value: unknown, path: ValuePath): readonly string[] {
  return listAt(value, path).filter((one) => typeof one === 'string');
}

/**
 * The same with another value at a path; what is around it is kept as it is.
 *
 * @param next undefined, or an empty text or list where nothing was, leaves the key out
 */
export function withValueAt(value: unknown, [key, ...inner]: ValuePath, next: unknown): unknown {
  if (key === undefined) return next;
  const nested = withValueAt(valueAt(value, [key]), inner, next);
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    return nested === undefined
      ? list.filter((_, index) => index !== key)
      : Object.assign([...list], { [key]: nested });
  }
  const known = typeof value === 'object' && value !== null ? value : {};
  const isNothing = nested === '' || (Array.isArray(nested) && nested.length === 0);
  if (nested !== undefined && !(isNothing && !Object.hasOwn(known, key))) return { ...known, [key]: nested };
  return Object.fromEntries(Object.entries(known).filter(([name]) => name !== key));
}
