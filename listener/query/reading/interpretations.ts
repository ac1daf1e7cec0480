import type { Sliceable } from '../../../lib/slices.ts';
import type { Interpretation, Query } from '../meaning/query.ts';

/** Interpretations kept at a time, and the longest question worth keeping, UTF-16 units. */
const MAX_KEPT = 500;
const MAX_LENGTH = 400;

interface Kept {
  readonly meant: Interpretation;
  /** What the question before was understood as, where this one was read by it. */
  readonly previous: Query | undefined;
  readonly isOfItself: boolean;
}

/**
 * What questions mean, kept while nothing else that this depends on has changed: a family asks the same again and
 * again, and each question may go on from the ten before it. Reading one costs some milliseconds.
 */
export class Interpretations {
  #circumstances: readonly unknown[] = [];
  #kept = new KeptInterpretations();

  /** @param circumstances what meanings depend on beside the question; compared by identity */
  under(circumstances: readonly unknown[]): KeptInterpretations {
    if (
      circumstances.length !== this.#circumstances.length ||
      circumstances.some((one, index) => one !== this.#circumstances[index])
    ) {
      this.#circumstances = circumstances;
      // Not cleared: what is being read under the former circumstances would be kept as one of these.
      this.#kept = new KeptInterpretations();
    }
    return this.#kept;
  }
}

/** What questions mean under the same circumstances. */
class KeptInterpretations {
  /** The least recently used comes first. */
  readonly #kept = new Map<string, Kept>();

  /**
   * @param key the question, and what else it is read by
   * @param previous what the question before means; asked only where this one's meaning depends on it. The same
   *   object each time, so that it can be compared
   */
  *of(
    key: string,
    previous: () => Query | undefined,
    read: (previous: () => Query | undefined) => Sliceable<Interpretation>,
  ): Sliceable<Interpretation> {
    const kept = this.#kept.get(key);
    if (kept !== undefined && (kept.isOfItself || kept.previous === previous())) {
      this.#keep(key, kept);
      return kept.meant;
    }
    let before: Query | undefined;
    let isOfItself = true;
    const meant = yield* read(() => {
      if (isOfItself) before = previous();
      isOfItself = false;
      return before;
    });
    this.#keep(key, { meant, previous: before, isOfItself });
    return meant;
  }

  #keep(key: string, kept: Kept): void {
    if (key.length > MAX_LENGTH) return;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    if (this.#kept.size <= MAX_KEPT) return;
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined) this.#kept.delete(oldest);
  }
}
