import { parseEvent } from './log-line.ts';

/** Remembers the last error that was logged, for operators who ask how the listener is. */
export class LastError {
  #value: { readonly at: number; readonly message: string } | undefined;

  /** `at` in milliseconds since the epoch. */
  get value(): { readonly at: number; readonly message: string } | undefined {
    return this.#value;
  }

  /** Takes each line of the event log, as its `mirror` gets it. */
  hear(line: string): void {
    // Most lines are none: the look is cheaper than the parsing.
    if (!line.includes(' ERROR ')) return;
    const event = parseEvent(line);
    if (event?.level === 'error') this.#value = { at: event.time.getTime(), message: event.text };
  }
}
