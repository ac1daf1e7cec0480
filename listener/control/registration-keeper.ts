import { runEvery } from '../../lib/background.ts';
import type { Log } from '../log/log-line.ts';
import { renewKey } from './control-key.ts';
import type { Endpoint } from './endpoint.ts';
import type { OwnRegistration } from './registration-file.ts';

export interface RegistrationKeeperOptions {
  readonly home: string;
  /** Updated in place if another listener of the home has created a new key. */
  readonly key: Buffer;
  readonly endpoint: Pick<Endpoint, 'address' | 'restore'>;
  readonly registration: OwnRegistration;
  readonly log: Log;
}

const CHECK_INTERVAL_MS = 2_000;

/**
 * Keeps a running listener discoverable: restores its registration, endpoint and key every two seconds and on request
 * if they were removed or damaged (`rm -rf run`, a full disk, a restored backup).
 */
export class RegistrationKeeper {
  readonly #options: RegistrationKeeperOptions;
  readonly #timer: NodeJS.Timeout;
  #hasFailed = false;

  constructor(options: RegistrationKeeperOptions) {
    this.#options = options;
    this.#timer = runEvery(CHECK_INTERVAL_MS, 'registration', () => this.check());
    this.#timer.unref();
  }

  /** Never rejects: a listener that cannot be found still serves its clients. */
  async check(): Promise<void> {
    const { home, key, endpoint, registration, log } = this.#options;
    try {
      const moved = await endpoint.restore();
      if (moved) registration.setEndpoint(endpoint.address);
      const published = registration.publish();
      if (moved || published) {
        log.warn('registration was missing or damaged: restored it', {
          user_no: registration.value.userNo,
          endpoint: moved ? endpoint.address : undefined,
        });
      }
      const renewed = renewKey(home, key);
      if (renewed !== undefined) log.warn('control.key was missing or changed', { home, action: renewed });
      this.#hasFailed = false;
    } catch (error) {
      if (!this.#hasFailed) {
        const why = error instanceof Error ? error.message : String(error);
        log.error('cannot write the registration: commands and the panel may not find this listener', {
          why,
        });
      }
      this.#hasFailed = true;
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
