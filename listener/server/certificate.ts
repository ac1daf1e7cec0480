import { runEvery } from '../../lib/background.ts';
import type { Clock } from '../../lib/clock.ts';
import { fileErrorReason } from '../../lib/file-error.ts';
import { readFileSync } from '../../lib/read-file.ts';
import { type Config, ConfigError } from '../config/config.ts';
import { SETTINGS } from '../config/settings.ts';
import { findTlsFault, type TlsPair, termWarning, type Validity, validityOf } from '../config/tls-pair.ts';
import type { Log } from '../log/log-line.ts';

const POLL_INTERVAL_MS = 24 * 60 * 60_000;

export interface CertificateState {
  /** Earliest expiry in the chain, milliseconds since the epoch. */
  readonly endsAt: number;
  /** What the operator should do, in one sentence; absent if nothing. */
  readonly warning?: string;
}

/**
 * Tracks the expiry of the certificate in use and logs a daily warning before it. At start and reload, the
 * configuration check warns.
 */
export class CertificateWatch {
  readonly #log: Log;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #timer: NodeJS.Timeout;
  #validity: Validity;

  /** @param clock used for wall time, since certificates expire on a date */
  constructor(pair: TlsPair, log: Log, clock: Pick<Clock, 'now'>) {
    this.#validity = validityOf(pair.cert);
    this.#log = log;
    this.#clock = clock;
    this.#timer = runEvery(POLL_INTERVAL_MS, 'certificate term', () => this.#warnBeforeExpiry());
    this.#timer.unref();
  }

  get state(): CertificateState {
    const warning = termWarning(this.#validity, this.#clock.now());
    return { endsAt: this.#validity.to, ...(warning === undefined ? {} : { warning }) };
  }

  /** Sets the certificate in use. */
  replace(pair: TlsPair): void {
    this.#validity = validityOf(pair.cert);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #warnBeforeExpiry(): void {
    const { warning } = this.state;
    if (warning !== undefined) this.#log.warn(warning);
  }
}

/** Reads the configured TLS pair; undefined without TLS. @throws ConfigError */
export function readTlsPair({ tlsKey, tlsCert }: Pick<Config, 'tlsKey' | 'tlsCert'>): TlsPair | undefined {
  if (tlsKey === undefined || tlsCert === undefined) return undefined;
  const pair = { key: read('tlsKey', tlsKey), cert: read('tlsCert', tlsCert) };
  const fault = findTlsFault(pair);
  if (fault === undefined) return pair;
  throw tlsConfigError(fault.of, fault.of === 'tlsKey' ? tlsKey : tlsCert, fault.problem);
}

function read(name: 'tlsKey' | 'tlsCert', file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw tlsConfigError(name, file, `cannot be read: ${fileErrorReason(error)}`);
  }
}

function tlsConfigError(name: 'tlsKey' | 'tlsCert', file: string, problem: string): ConfigError {
  return new ConfigError(`${SETTINGS[name].env}=${file} ${problem}`);
}
