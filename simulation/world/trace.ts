/** A log of everything that happened, and its hash. */
export class Trace {
  readonly lines: string[] = [];
  /** Lines cost time, so runs that only look for failures keep just the hash. */
  keep = true;
  #hash = 2_166_136_261;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  add(line: string): void {
    const text = `${(this.#now() / 1_000).toFixed(4).padStart(10)} ${line}`;
    for (let at = 0; at < text.length; at += 1) {
      this.#hash = Math.imul(this.#hash ^ text.charCodeAt(at), 16_777_619);
    }
    if (this.keep) this.lines.push(text);
  }

  /** Equal for equal traces. */
  get hash(): string {
    return (this.#hash >>> 0).toString(16).padStart(8, '0');
  }
}
