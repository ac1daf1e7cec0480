/** Between the tray and the thread that stops its listener while the tray waits. */

/** What the thread is told. */
export interface StopOrder {
  readonly home: string;
  readonly port: number;
  /** As the tray's own supervisor signs. */
  readonly by: string;
  /** One number, an `OUTCOMES` index, which is written when it is over. */
  readonly outcome: Int32Array<SharedArrayBuffer>;
}

/** By number; the first stands there as long as nothing was written. */
export const OUTCOMES = ['unfinished', 'stopped', 'not-running', 'not-stopped'] as const;
export type StopOutcome = (typeof OUTCOMES)[number];

/** In the folder of the main file. */
export const STOP_PROGRAM = 'stop-listener.cjs';
