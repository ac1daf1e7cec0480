import type { Clock } from '../../lib/clock.ts';
import type { Config } from '../../listener/config/config.ts';
import type { TolerantConfig } from '../../listener/config/load.ts';
import type { Supervisor } from '../../supervisor/lifecycle/supervisor.ts';
import type { Platform } from '../../supervisor/platform/platform.ts';
import {
  isRunningListener,
  type ListenerProcess,
  type RunningListener,
} from '../../supervisor/registry/find-listeners.ts';
import { HomeError } from '../../supervisor/registry/home-error.ts';
import type { AutostartMachineOf } from '../autostart-settings.ts';
import { SharedAccount } from './opened-account.ts';

export interface DiagnosisOptions {
  readonly supervisor: Supervisor;
  /** As this command line and this environment say, with the errors that a start would report. */
  readonly configured: TolerantConfig;
  /** As the listener was started last. */
  readonly config: Config;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What starts automatically; tests pass their own machine. */
  readonly autostart: ReturnType<AutostartMachineOf>;
}

/** The listener of this home, as a check sees it. */
export type Found =
  | {
      readonly kind: 'running';
      readonly listener: RunningListener;
      /** When it gave its status, milliseconds since the epoch. */
      readonly at: number;
    }
  | { readonly kind: 'unresponsive'; readonly listener: ListenerProcess; readonly why: string }
  | { readonly kind: 'none' }
  /** This user may not look. */
  | { readonly kind: 'hidden'; readonly why: string };

/**
 * What all checks look at. The listener is looked for once, so that every check speaks of the same one; the account is
 * opened once, by the first check that needs it, and must be closed.
 */
export class Diagnosis {
  readonly options: DiagnosisOptions;
  readonly account: SharedAccount;
  #found: Promise<Found> | undefined;

  constructor(options: DiagnosisOptions) {
    this.options = options;
    this.account = new SharedAccount(options.config, options.supervisor.options.clock);
  }

  get config(): Config {
    return this.options.config;
  }

  get home(): string {
    return this.options.config.home;
  }

  get supervisor(): Supervisor {
    return this.options.supervisor;
  }

  get platform(): Platform {
    return this.supervisor.options.platform;
  }

  get clock(): Clock {
    return this.supervisor.options.clock;
  }

  find(): Promise<Found> {
    this.#found ??= this.#search();
    return this.#found;
  }

  /** The listener if it answers on its control channel. */
  async running(): Promise<RunningListener | undefined> {
    const found = await this.find();
    return found.kind === 'running' ? found.listener : undefined;
  }

  async #search(): Promise<Found> {
    try {
      const listener = await this.supervisor.findListener();
      if (listener === undefined) return { kind: 'none' };
      if (isRunningListener(listener)) return { kind: 'running', listener, at: this.clock.now() };
      return { kind: 'unresponsive', listener, why: listener.why };
    } catch (error) {
      if (!(error instanceof HomeError)) throw error;
      return { kind: 'hidden', why: error.message };
    }
  }
}
