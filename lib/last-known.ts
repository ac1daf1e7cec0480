/**
 * Reads a figure of the system that may fail to be read (no descriptor left, /proc not mounted): the last known value
 * stands in for it.
 *
 * @param fallback where there never was a value
 * @param onFailure hears of the first failure in a row
 */
export function lastKnown<T>(read: () => T, fallback: () => T, onFailure: (error: unknown) => void): () => T {
  let last: { readonly value: T } | undefined;
  let isFailing = false;
  return () => {
    try {
      last = { value: read() };
      isFailing = false;
    } catch (error) {
      if (!isFailing) onFailure(error);
      isFailing = true;
    }
    return last === undefined ? fallback() : last.value;
  };
}
