/** Those who want to be told. */
export class Emitter<T> {
  readonly #listeners = new Set<(news: T) => void>();

  /** @returns what ends it */
  add(listener: (news: T) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  emit(news: T): void {
    for (const listener of [...this.#listeners]) listener(news);
  }
}
