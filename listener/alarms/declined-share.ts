/** Questions so far. */
export interface QuestionCounts {
  readonly total: number;
  readonly declined: number;
}

const WINDOW_MS = 15 * 60_000;
const STEP_MS = 60_000;

/** Counts the questions of the last quarter of an hour, in steps of a minute. */
export class DeclinedShare {
  /** The totals at the beginning of each minute of the window, oldest first. */
  #marks: { readonly at: number; readonly counts: QuestionCounts }[] = [];

  /** @param counts never lower than before @param now monotonic ms @returns the counts within the window */
  add(counts: QuestionCounts, now: number): QuestionCounts {
    const last = this.#marks.at(-1);
    if (last === undefined || now - last.at >= STEP_MS) this.#marks.push({ at: now, counts });
    // The newest mark that is a whole window old is where the window begins.
    const begins = this.#marks.findLastIndex(({ at }) => now - at >= WINDOW_MS);
    if (begins > 0) this.#marks = this.#marks.slice(begins);
    const first = this.#marks[0]?.counts ?? counts;
    return { total: counts.total - first.total, declined: counts.declined - first.declined };
  }
}
