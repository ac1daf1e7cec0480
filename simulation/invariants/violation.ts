/** What must hold after every step, whatever happened. */
export const INVARIANTS = {
  'one listener a port': 'never two listeners of a home on one port, nor two where one was asked for',
  'a stop stays': 'a listener that was stopped on purpose is started by nobody but the operator',
  'wanted is running': 'a listener that is wanted and possible runs within its time',
  'never less protected': 'what runs is never less protected than what it replaced',
  'registrations are ours': 'no registration names a process that is not ours for longer than a look',
  'a listener is registered': 'a listener that runs is found by its operators',
  'files are whole': 'no file is half a file',
  'nothing crashes': 'no process of ours ends by an error nobody expected',
  'commands end': 'every command ends, and one that says it did has done it',
} as const;

export type Invariant = keyof typeof INVARIANTS;

export interface Violation {
  readonly invariant: Invariant;
  /** World time, ms. */
  readonly at: number;
  readonly what: string;
}

/** Told of each violation, once for each invariant and text. */
export type Report = (invariant: Invariant, what: string) => void;
