/** How long nobody typed before what was typed is checked: each check starts a program, which costs some 0.3 s of a processor, ms. */
const PAUSE_MS = 700;

interface Check<T, R> {
  /** Asks for the check. */
  readonly ask: (typed: T) => Promise<R>;
  /** Takes the result, unless something else was typed meanwhile. */
  readonly onChecked: (result: R) => void;
}

/**
 * Checks what is typed once typing has paused. One check at a time: what is typed while one is under way is checked when it is
 * over. What was checked last is not checked again, as after a character that was typed and taken back.
 */
export class TypingCheck<T, R> {
  readonly #check: Check<T, R>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: { readonly typed: T; readonly key: string } | undefined;
  #last: { readonly key: string; readonly result: R } | undefined;
  #isAsking = false;
  #isPaused = false;

  constructor(check: Check<T, R>) {
    this.#check = check;
  }

  /** @param typed undefined if there is nothing to check any more */
  set(typed: T | undefined): void {
    clearTimeout(this.#timer);
    this.#isPaused = false;
    this.#waiting = typed === undefined ? undefined : { typed, key: JSON.stringify(typed) };
    if (this.#waiting === undefined) return;
    if (this.#last?.key === this.#waiting.key) return this.#check.onChecked(this.#last.result);
    this.#timer = setTimeout(() => {
      this.#isPaused = true;
      void this.#ask();
    }, PAUSE_MS);
  }

  async #ask(): Promise<void> {
    const asked = this.#waiting;
    if (asked === undefined || this.#isAsking) return;
    this.#isAsking = true;
    try {
      const result = await this.#check.ask(asked.typed);
      this.#last = { key: asked.key, result };
      if (this.#waiting === asked) this.#check.onChecked(result);
    } catch {
      // Saving checks again, and says why it could not.
    } finally {
      this.#isAsking = false;
    }
    if (this.#waiting !== asked && this.#isPaused) await this.#ask();
  }
}
