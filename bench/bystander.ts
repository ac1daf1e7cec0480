import { Client } from './client.ts';
import { clientFrame, TEXT } from './frame.ts';

const PING = clientFrame(TEXT, '{"type":"ping"}');
const INTERVAL_MS = 5;

/** A client that only pings, while others ask: how long its answers take is what they cost everybody else. */
export class Bystander {
  readonly #client: Client;
  readonly #taken: number[] = [];
  #sentAt = 0;
  #timer: NodeJS.Timeout | undefined;

  private constructor(client: Client) {
    this.#client = client;
  }

  static async watch(port: number): Promise<Bystander> {
    const bystander = new Bystander(await Client.connect(port));
    bystander.#client.onText = (payload) => {
      if (!payload.includes('"pong"')) return;
      bystander.#taken.push(performance.now() - bystander.#sentAt);
      bystander.#timer = setTimeout(() => bystander.#ping(), INTERVAL_MS);
    };
    bystander.#ping();
    return bystander;
  }

  /** Ends it. @returns milliseconds that 99 of 100 pings took at most */
  leave(): number {
    clearTimeout(this.#timer);
    // One that is still under way has taken this long already.
    this.#taken.push(performance.now() - this.#sentAt);
    this.#client.leave();
    const sorted = this.#taken.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? Number.NaN;
  }

  #ping(): void {
    this.#sentAt = performance.now();
    this.#client.send(PING);
  }
}
