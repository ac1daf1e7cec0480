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
  /** When the first certificate of the chain ends, milliseconds since the epoch. */
  readonly endsAt: number;
  /** What an operator should do about it, in one sentence; absent while there is nothing. */
  readonly warning?: string;
}

/**
 * Knows how long the certificate in use lasts, and warns of its end in the log once a day. At a start and at a reload the
 * configuration itself warns.
 */
export class CertificateWatch {
  readonly #log: Log;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #timer: NodeJS.Timeout;
  #validity: Validity;

  /** @param clock its wall time: the term of a certificate is a matter of dates */
  constructor(pair: TlsPair, log: Log, clock: Pick<Clock, 'now'>) {
    this.#validity = validityOf(pair.cert);
    this.#log = log;
    this.#clock = clock;
    this.#timer = runEvery(POLL_INTERVAL_MS, 'certificate term', () => this.#look());
    this.#timer.unref();
  }

  get state(): CertificateState {
    const warning = termWarning(this.#validity, this.#clock.now());
    return { endsAt: this.#validity.to, ...(warning === undefined ? {} : { warning }) };
  }

  /** Another certificate is in use from now on. */
  replace(pair: TlsPair): void {
    this.#validity = validityOf(pair.cert);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const { warning } = this.state;
    if (warning !== undefined) this.#log.warn(warning);
  }
}

/** Reads the pair that the configuration names; undefined where it names none. @throws ConfigError */
export function readTlsPair({ tlsKey, tlsCert }: Pick<Config, 'tlsKey' | 'tlsCert'>): TlsPair | undefined {
  if (tlsKey === undefined || tlsCert === undefined) return undefined;
  const pair = { key: read('tlsKey', tlsKey), cert: read('tlsCert', tlsCert) };
  const fault = findTlsFault(pair);
  if (fault === undefined) return pair;
  throw faulty(fault.of, fault.of === 'tlsKey' ? tlsKey : tlsCert, fault.problem);
}

function read(name: 'tlsKey' | 'tlsCert', file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw faulty(name, file, `cannot be read: ${fileErrorReason(error)}`);
  }
}

function faulty(name: 'tlsKey' | 'tlsCert', file: string, problem: string): ConfigError {
  return new ConfigError(`${SETTINGS[name].env}=${file} ${problem}`);
}
