import type { Registration } from '../../contract/registration.ts';
import type { Desired, UnsavedOrder } from '../../contract/run-state.ts';
import type { DesiredState } from '../registry/desired-state.ts';
import { HomeError } from '../registry/home-error.ts';
import type { Fingerprints } from './repeated-environment.ts';
import type { SupervisorOptions } from './supervisor-types.ts';

/**
 * Saves what an operator ordered, and how the listener runs. A full or read-only disk gives a warning and does not prevent
 * the operation.
 */
export class OrderRecorder {
  readonly #options: Pick<SupervisorOptions, 'by' | 'clock'>;
  readonly #desiredState: DesiredState;
  readonly #warn: (line: string) => void;

  constructor(
    options: Pick<SupervisorOptions, 'by' | 'clock'>,
    desiredState: DesiredState,
    warn: (line: string) => void,
  ) {
    this.#options = options;
    this.#desiredState = desiredState;
    this.#warn = warn;
  }

  /** @returns undefined if it could not be saved */
  trySave<T>(work: () => T, consequence = 'This order is not saved'): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof HomeError)) throw error;
      this.#warn(`${consequence}: ${error.message}`);
      return undefined;
    }
  }

  /**
   * Saves that the listener is to run.
   *
   * @param saveDesired saves the order it gets
   * @param overrides the order before this one
   * @returns the order if it could not be saved: the listener started by it saves it when it can
   */
  save(
    saveDesired: (record: Desired) => unknown,
    overrides = this.#desiredState.desired,
  ): UnsavedOrder | undefined {
    const desired = this.#desired('running');
    const saved = this.trySave(() => [saveDesired(desired)], 'This order is not saved yet');
    if (saved !== undefined) return undefined;
    return { desired, ...(overrides === undefined ? {} : { over: { by: overrides.by, at: overrides.at } }) };
  }

  /** @param port of another listener of this home; by default its main one */
  saveRunning(port?: number): UnsavedOrder | undefined {
    return this.save((record) => this.#desiredState.save(record, port));
  }

  /** @returns a function that restores the previous state; undefined if the stop could not be saved */
  saveStop(port?: number): (() => void) | undefined {
    return this.trySave(() => this.#desiredState.save(this.#desired('stopped'), port));
  }

  /** Saves how the listener runs, for the next start. */
  saveRun(registration: Registration, ignoredVariables?: Fingerprints): void {
    this.trySave(() => this.#desiredState.saveRun(registration, this.#desired('running'), ignoredVariables));
  }

  #desired(desired: 'running' | 'stopped'): Desired {
    const { by, clock } = this.#options;
    return { desired, by, at: clock.now() };
  }
}
