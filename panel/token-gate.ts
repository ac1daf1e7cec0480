import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ADMISSION_FRAME } from '../contract/panel.ts';
import { Backoff } from '../lib/backoff.ts';

/** 192 bits, new for every run: a link of an earlier run opens nothing. */
export function newPanelToken(): string {
  return randomBytes(24).toString('base64url');
}

/** Compares in a time that tells neither how much was right nor how long it should be. */
export function isToken(candidate: string, token: string): boolean {
  return timingSafeEqual(digest(candidate), digest(token));
}

/** Of `Authorization: Bearer ...`; undefined where there is none. */
export function bearer(authorization: string | undefined): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{1,200})$/.exec(authorization ?? '')?.[1];
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Lets a page in by its first message. Each wrong token makes the next answer slower, for everyone who guesses. */
export class TokenGate {
  readonly #token: string;
  readonly #sleep: (ms: number) => Promise<unknown>;
  readonly #backoff = new Backoff({ firstMs: 250, maxMs: 5_000 });

  constructor(token: string, sleep: (ms: number) => Promise<unknown> = pause) {
    this.#token = token;
    this.#sleep = sleep;
  }

  /** Whether the message holds the token. A right one is answered at once. */
  async accepts(message: unknown): Promise<boolean> {
    const frame = ADMISSION_FRAME.safeParse(message);
    if (frame.success && isToken(frame.data.token, this.#token)) {
      this.#backoff.reset();
      return true;
    }
    await this.#sleep(this.#backoff.next());
    return false;
  }
}
