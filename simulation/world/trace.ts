/** What happened, a line each; and one number that stands for all of it. */
export class Trace {
  readonly lines: string[] = [];
  /** Traces cost time: a run that only looks for failures keeps the number alone. */
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

  /** The same for the same lines. */
  get hash(): string {
    return (this.#hash >>> 0).toString(16).padStart(8, '0');
  }
}
