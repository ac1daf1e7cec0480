/** What must hold after every step, whatever happened. */
export const INVARIANTS = {
  'one listener per port': 'a home never has two listeners on one port, nor two if one was ordered',
  'a stop is kept': 'after an operator stops a listener, only an operator starts it',
  'the desired listener runs': 'a listener that should and can run is running in time',
  'never less protected': 'a listener is never less protected than the one it replaced',
  'registrations are valid': 'a registration of another process is removed as soon as somebody looks',
  'a listener is registered': 'operators find a running listener',
  'files are complete': 'readers never see an incomplete file',
  'nothing crashes': 'no process of the product ends by an unexpected error',
  'commands end': 'every command ends, and its reported result is true',
} as const;

export type Invariant = keyof typeof INVARIANTS;

export interface Violation {
  readonly invariant: Invariant;
  /** World time, ms. */
  readonly at: number;
  readonly what: string;
}

/** Called for each violation, once per invariant and text. */
export type Report = (invariant: Invariant, what: string) => void;
