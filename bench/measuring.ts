/** What a group of rows is given. */
export interface Measuring {
  /** Shorter and rougher. */
  readonly quick: boolean;
  /** Tells whoever waits what goes on. */
  note(text: string): void;
}
