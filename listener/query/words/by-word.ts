/**
 * A table to look up words of a question in. It has nothing but its entries: of any other object "constructor" is found
 * too, and "toString".
 */
export function byWord<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null), entries);
}
