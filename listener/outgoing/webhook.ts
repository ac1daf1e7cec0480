import { createHmac, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type Alarm, describeAlarm } from '../../contract/alarm.ts';
import { runAfter } from '../../lib/background.ts';
import { Backoff } from '../../lib/backoff.ts';
import { type Clock, systemClock } from '../../lib/clock.ts';
import type { Log } from '../log/log-line.ts';
import { EndpointError, post } from './endpoint.ts';

/** Posts alarms to an address of the operator, one after the other, without anybody waiting for them. */

export interface WebhookOptions {
  readonly url: string;
  /** Signs what is posted; undefined for no signature. */
  readonly secret: string | undefined;
  readonly log: Pick<Log, 'info' | 'warn'>;
  readonly clock?: Clock;
  /** From 0 to 1: spreads the retries. */
  readonly random?: () => number;
  /** Attempts to deliver an alarm. */
  readonly maxAttempts?: number;
  /** @throws EndpointError */
  readonly send?: typeof post;
  /** Calls back after `ms` milliseconds. @returns a function that prevents it */
  readonly schedule?: (ms: number, run: () => void) => () => void;
}

const DEFAULT_ATTEMPTS = 6;
/** Alarms waiting for the server; one of each kind may be raised and end meanwhile. */
export const MAX_QUEUED = 20;
const TIMEOUT_MS = 10_000;
const BACKOFF = { firstMs: 5_000, maxMs: 5 * 60_000 } as const;
/** Statuses of a server that may accept the same request later; every 5xx is one too. */
const RETRIED_STATUSES: ReadonlySet<number> = new Set([408, 425, 429]);

interface Delivery {
  readonly alarm: Alarm;
  readonly body: string;
  attempts: number;
}

/** What is posted. `id` is the same in every attempt. */
function webhookBody(alarm: Alarm, id: string): string {
  const { kind, state, at } = alarm;
  return JSON.stringify({
    product: 'hal-listener',
    id,
    kind,
    state,
    at: new Date(at).toISOString(),
    machine: hostname(),
    message: describeAlarm(alarm),
  });
}

/** The value of the header `x-hal-signature`: HMAC-SHA256 of `<timestamp>.<body>`. @param timestamp seconds since the epoch */
function signatureOf(secret: string, timestamp: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

const waitInBackground: NonNullable<WebhookOptions['schedule']> = (ms, run) => {
  const timer = runAfter(ms, 'webhook', run);
  return () => clearTimeout(timer);
};

/**
 * A queue of alarms in memory. A delivery that fails is repeated with growing pauses; what is given up is logged, and the log
 * never contains the address, which may hold a key, or the secret.
 */
export class Webhook {
  readonly #options: Required<WebhookOptions>;
  readonly #host: string;
  readonly #end = new AbortController();
  #queue: Delivery[] = [];
  #isSending = false;
  #cancelRetry: () => void = () => undefined;
  #backoff = new Backoff(BACKOFF);
  #onIdle: (() => void)[] = [];

  constructor(options: WebhookOptions) {
    this.#options = {
      clock: systemClock,
      random: Math.random,
      send: post,
      schedule: waitInBackground,
      maxAttempts: DEFAULT_ATTEMPTS,
      ...options,
    };
    this.#host = new URL(options.url).host;
  }

  /** Queues an alarm and returns at once. If the queue is full, its oldest alarm is given up. */
  send(alarm: Alarm): void {
    if (this.#end.signal.aborted) return;
    this.#queue.push({ alarm, body: webhookBody(alarm, randomUUID()), attempts: 0 });
    // The first one is being sent.
    if (this.#queue.length > MAX_QUEUED) {
      const [dropped] = this.#queue.splice(1, 1);
      if (dropped !== undefined) this.#logGivenUp(dropped, `more than ${MAX_QUEUED} alarms are waiting`);
    }
    void this.#sendNext();
  }

  /** Resolves once everything is delivered or given up. */
  whenIdle(): Promise<void> {
    return this.#queue.length === 0
      ? Promise.resolve()
      : new Promise((resolve) => this.#onIdle.push(resolve));
  }

  /** Gives up what is waiting. */
  close(): void {
    if (this.#end.signal.aborted) return;
    this.#end.abort();
    this.#cancelRetry();
    for (const delivery of this.#queue) this.#logGivenUp(delivery, 'the listener is stopping');
    this.#queue = [];
    this.#settle();
  }

  async #sendNext(): Promise<void> {
    const [delivery] = this.#queue;
    if (this.#isSending || delivery === undefined) return;
    this.#isSending = true;
    const failure = await this.#attempt(delivery);
    if (this.#end.signal.aborted) return;
    if (failure?.isTemporary === true && delivery.attempts < this.#options.maxAttempts) {
      // From half of the pause to all of it, so that many listeners do not come back at once.
      const pause = this.#backoff.next() * (0.5 + this.#options.random() / 2);
      this.#cancelRetry = this.#options.schedule(pause, () => {
        this.#isSending = false;
        void this.#sendNext();
      });
      return;
    }
    this.#isSending = false;
    this.#queue.shift();
    this.#backoff.reset();
    const { kind, state } = delivery.alarm;
    if (failure !== undefined) this.#logGivenUp(delivery, failure.why);
    else this.#options.log.info('alarm sent to the webhook', { kind, state, host: this.#host });
    this.#settle();
    void this.#sendNext();
  }

  /** @returns why it failed; undefined if it was delivered */
  async #attempt(
    delivery: Delivery,
  ): Promise<{ readonly why: string; readonly isTemporary: boolean } | undefined> {
    const { url, secret, clock, send } = this.#options;
    const { body } = delivery;
    delivery.attempts += 1;
    const timestamp = String(Math.floor(clock.now() / 1_000));
    const headers = {
      'user-agent': 'hal-listener',
      'x-hal-timestamp': timestamp,
      ...(secret === undefined ? {} : { 'x-hal-signature': signatureOf(secret, timestamp, body) }),
    };
    try {
      await send({ url, headers }, body, {
        timeoutMs: TIMEOUT_MS,
        signal: this.#end.signal,
        anySuccess: true,
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof EndpointError))
        return { why: 'the request could not be made', isTemporary: false };
      const { reason, status } = error;
      if (reason === 'redirect')
        return { why: 'it answers with a redirection: set its final address', isTemporary: false };
      if (status === undefined) return { why: FAILURES[reason] ?? reason, isTemporary: true };
      return {
        why: `it answers with HTTP ${status}`,
        isTemporary: status >= 500 || RETRIED_STATUSES.has(status),
      };
    }
  }

  #logGivenUp({ alarm, attempts }: Delivery, why: string): void {
    const { kind, state } = alarm;
    this.#options.log.warn('alarm not sent to the webhook: given up', {
      kind,
      state,
      host: this.#host,
      attempts,
      why,
    });
  }

  #settle(): void {
    if (this.#queue.length > 0) return;
    for (const resolve of this.#onIdle.splice(0)) resolve();
  }
}

const FAILURES: Readonly<Partial<Record<EndpointError['reason'], string>>> = {
  unreachable: 'it cannot be reached',
  slow: `it did not answer within ${TIMEOUT_MS / 1_000} s`,
  'too-big': 'its answer is too long',
  cut: 'it closed the connection within its answer',
};
