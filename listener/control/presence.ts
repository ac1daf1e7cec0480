import { runEvery } from '../../lib/background.ts';
import type { Log } from '../log/log.ts';
import { renewKey } from './control-key.ts';
import type { Endpoint } from './endpoint.ts';
import type { OwnRegistration } from './registration-file.ts';

export interface PresenceParts {
  readonly home: string;
  /** Changed in place where another listener of the home made a new one. */
  readonly key: Buffer;
  readonly endpoint: Pick<Endpoint, 'address' | 'restore'>;
  readonly registration: OwnRegistration;
  readonly log: Log;
}

const LOOK_INTERVAL_MS = 2_000;

/**
 * Keeps a running listener to be found: its registration, its endpoint and the key are put back where somebody
 * removed or damaged them (`rm -rf run`, a full disk, a restored backup), every two seconds and when it is asked.
 */
export class Presence {
  readonly #parts: PresenceParts;
  readonly #timer: NodeJS.Timeout;
  #troubled = false;

  constructor(parts: PresenceParts) {
    this.#parts = parts;
    this.#timer = runEvery(LOOK_INTERVAL_MS, 'registration', () => this.look());
    this.#timer.unref();
  }

  /** Never rejects: a listener that cannot be found goes on serving its clients. */
  async look(): Promise<void> {
    const { home, key, endpoint, registration, log } = this.#parts;
    try {
      const moved = await endpoint.restore();
      if (moved) registration.moveTo(endpoint.address);
      const published = registration.publish();
      if (moved || published) {
        log.warn('the registration was gone or damaged, and is put back', {
          user_no: registration.value.userNo,
          endpoint: moved ? endpoint.address : undefined,
        });
      }
      const renewed = renewKey(home, key);
      if (renewed !== undefined)
        log.warn('control.key had changed', { home, it_is: renewed.replace('-', ' ') });
      this.#troubled = false;
    } catch (error) {
      if (!this.#troubled) {
        const why = error instanceof Error ? error.message : String(error);
        log.error('operators may not find this listener: its registration cannot be written', { why });
      }
      this.#troubled = true;
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
