import { z } from 'zod';

/** Every way a call of the panel fails, once: what it is called, and what an operator does about it. */
export const PANEL_ERRORS = {
  BAD_REQUEST: 'Reload the panel: it may be older than the program that serves it.',
  UNKNOWN_CALL: 'Reload the panel: it may be newer than the program that serves it.',
  NOT_RUNNING: 'Start the listener first.',
  NO_ANSWER: 'The listener may be busy or hung. Check its log, or restart it.',
  NOT_FOUND: 'It may be gone already: the list updates every second.',
  REFUSED: 'See the log of the listener for details.',
  NOT_ALLOWED: 'Run the panel as the user the listener runs as, or as an administrator.',
  START_FAILED: 'See the overview for the cause.',
  STOP_FAILED: 'End the process with the tools of the operating system.',
  NO_LOG: 'A log appears when the listener has written its first line.',
  BAD_PATTERN: 'Fix the expression, or search for plain text.',
  TOO_SLOW: 'Use a simpler expression, or plain text.',
  CANCELLED: 'The operation was cancelled.',
  NOT_CONNECTED: 'The panel reconnects automatically.',
  FAILED: 'See the output of the terminal that runs the panel.',
} as const;

export type PanelErrorCode = keyof typeof PANEL_ERRORS;

/** The one form in which an error reaches the panel. Codes of a newer program are let through. */
export const PANEL_ERROR = z.object({ code: z.string(), message: z.string(), advice: z.string() });

export type PanelErrorFrame = z.infer<typeof PANEL_ERROR>;

/** A call that failed, on either side. */
export class PanelError extends Error {
  override readonly name = 'PanelError';
  readonly code: string;
  /** What to do. */
  readonly advice: string;

  constructor(code: PanelErrorCode, message: string, advice: string = PANEL_ERRORS[code]) {
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
