/**
 * Reads a system metric that may be unavailable (no descriptor left, /proc not mounted), falling back to its last value.
 *
 * @param fallback used if there never was a value
 * @param onFailure called for the first failure in a row
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
