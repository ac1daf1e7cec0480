/** Whether nobody can see this page: it is in another tab, or its window is hidden or minimized. */
export function isPageHidden(): boolean {
  return typeof document !== 'undefined' && document.hidden;
}

/** @returns a function that unsubscribes */
export function onPageVisible(listener: () => void): () => void {
  if (typeof document === 'undefined') return () => undefined;
  const follow = (): void => {
    if (!document.hidden) listener();
  };
  document.addEventListener('visibilitychange', follow);
  return () => document.removeEventListener('visibilitychange', follow);
}

/** Does something again after a while; if the page is hidden then, as soon as it is seen again. */
export class WhileSeen {
  readonly #work: () => unknown;
  readonly #unsubscribe: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isDue = false;
  #isEnded = false;

  constructor(work: () => unknown) {
    this.#work = work;
    this.#unsubscribe = onPageVisible(() => {
      if (this.#isDue) this.#run();
    });
  }

  /** Also replaces what was to be done later. Nothing is done after the end. */
  in(ms: number): void {
    clearTimeout(this.#timer);
    this.#isDue = false;
    if (this.#isEnded) return;
    this.#timer = setTimeout(() => {
      this.#isDue = isPageHidden();
      if (!this.#isDue) this.#run();
    }, ms);
  }

  end(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
    this.#unsubscribe();
  }

  #run(): void {
    this.#isDue = false;
    void this.#work();
  }
}
