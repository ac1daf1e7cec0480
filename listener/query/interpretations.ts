import type { Interpretation } from './query.ts';

/** Interpretations kept at a time, and the longest question worth keeping, UTF-16 units. */
const MAX_KEPT = 200;
const MAX_LENGTH = 300;

/**
 * What questions mean, kept while nothing else that this depends on has changed: a family asks the same again and
 * again, and reading a question costs some milliseconds.
 */
export class Interpretations {
  #circumstances: readonly unknown[] = [];
  readonly #kept = new Map<string, Interpretation>();

  /**
   * @param key the question, and what else it is read by
   * @param circumstances what its meaning depends on beside that; compared by identity
   * @param read is given what it calls where it looked at earlier questions: such a meaning is not kept
   */
  of(
    key: string,
    circumstances: readonly unknown[],
    read: (onEarlier: () => void) => Interpretation,
  ): Interpretation {
    if (
      circumstances.length !== this.#circumstances.length ||
      circumstances.some((one, index) => one !== this.#circumstances[index])
    ) {
      this.#circumstances = circumstances;
      this.#kept.clear();
    }
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    let isOfItself = true;
    const meant = read(() => {
      isOfItself = false;
    });
    if (isOfItself && key.length <= MAX_LENGTH) {
      if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
      this.#kept.set(key, meant);
    }
    return meant;
  }
}
