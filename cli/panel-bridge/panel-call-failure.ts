/** A call of the panel that came to nothing, in words for the person in front of it. */
export class PanelCallFailure extends Error {
  override readonly name = 'PanelCallFailure';
  /** What to do; by default what the panel advises for every failure. */
  readonly advice: string | undefined;

  constructor(message: string, advice?: string) {
    super(message);
    this.advice = advice;
  }
}
