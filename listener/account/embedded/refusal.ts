import type { QmText } from '../text.ts';

/** A statement QM answers with one line and a negative status: what the parser throws, and nothing else. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** The line QM prints. */
  readonly output: QmText;
  /** QM's @SYSTEM.RETURN.CODE. */
  readonly status: number;

  constructor(output: QmText, status = -1) {
    super(output);
    this.output = output;
    this.status = status;
  }
}
