import type { QmText } from '../text.ts';

/** A statement that QM rejects with one line and a negative status; the only error that the parser throws. */
export class StatementError extends Error {
  override readonly name = 'StatementError';
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
