/** Those who want to be told. */
export class Emitter<T> {
  readonly #listeners = new Set<(event: T) => void>();

  /** @returns what ends it */
  add(listener: (event: T) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  emit(event: T): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
