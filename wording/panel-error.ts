import type { PanelErrorCode, PanelErrorFrame } from '../contract/panel.ts';

/** What an operator does about each way in which a call of the panel fails. */
const ADVICE: Readonly<Record<PanelErrorCode, string>> = {
  BAD_REQUEST: 'Reload the panel: it may be older than the program that serves it.',
  UNKNOWN_CALL: 'Reload the panel: it may be newer than the program that serves it.',
  NOT_RUNNING: 'Start the listener first.',
  NO_ANSWER: 'The listener may be busy or hung. Check its log, or restart it.',
  NOT_FOUND: 'It may already be gone. The list refreshes every second.',
  REFUSED: 'See the log of the listener for details.',
  NOT_ALLOWED: 'Run the panel as the user the listener runs as, or as an administrator.',
  START_FAILED: 'See the overview for the reason.',
  STOP_FAILED: 'End the process with the tools of the operating system.',
  NO_LOG: 'The log appears when the listener writes its first line.',
  BAD_PATTERN: 'Fix the expression, or search for plain text.',
  TOO_SLOW: 'Use a simpler expression, or plain text.',
  CANCELLED: 'No further changes were made.',
  NOT_CONNECTED: 'The panel reconnects automatically.',
  FAILED: 'See the log for details.',
};

/** A call of the panel that failed, on either side. */
export class PanelError extends Error {
  override readonly name = 'PanelError';
  readonly code: string;
  /** What to do. */
  readonly advice: string;

  constructor(code: PanelErrorCode, message: string, advice: string = ADVICE[code]) {
    super(message);
    this.code = code;
    this.advice = advice;
  }

  static from({ code, message, advice }: PanelErrorFrame): PanelError {
    const error = new PanelError('FAILED', message, advice);
    return Object.assign(error, { code });
  }

  frame(): PanelErrorFrame {
    return { code: this.code, message: this.message, advice: this.advice };
  }
}
