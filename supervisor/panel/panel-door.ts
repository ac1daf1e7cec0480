import { setTimeout as pause } from 'node:timers/promises';
import { ADMISSION_FRAME } from '../../contract/panel.ts';
import { isToken } from './panel-token.ts';

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5_000;

/** Lets a page in by its first message. Each wrong token makes the next answer slower, for everyone who guesses. */
export class PanelDoor {
  readonly #token: string;
  readonly #wait: (ms: number) => Promise<unknown>;
  #wrong = 0;

  constructor(token: string, wait: (ms: number) => Promise<unknown> = pause) {
    this.#token = token;
    this.#wait = wait;
  }

  /** Whether the message holds the token. A right one is answered at once. */
  async admits(message: unknown): Promise<boolean> {
    const frame = ADMISSION_FRAME.safeParse(message);
    if (frame.success && isToken(frame.data.token, this.#token)) {
      this.#wrong = 0;
      return true;
    }
    this.#wrong += 1;
    await this.#wait(Math.min(FIRST_DELAY_MS * 2 ** (this.#wrong - 1), LONGEST_DELAY_MS));
    return false;
  }
}
