import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from './client.ts';

/** What a client says, and how many text frames it gets for that. */
export interface Exchange {
  /** Made by `clientFrame`. */
  readonly ask: Buffer;
  readonly answers: number;
}

/** Connections opened at the same time: under the backlog of a listening socket. */
const AT_ONCE = 50;

/** Many clients of one server, all doing the same. */
export class LoadGenerator {
  readonly #clients: Client[] = [];
  #lost: string | undefined;

  /** @param greetings text frames the server sends each client before it may speak */
  static async gather(port: number, size: number, greetings: number): Promise<LoadGenerator> {
    const crowd = new LoadGenerator();
    while (crowd.#clients.length < size) {
      const batch = Math.min(AT_ONCE, size - crowd.#clients.length);
      const clients = await Promise.all(Array.from({ length: batch }, () => greeted(port, greetings)));
      for (const client of clients) {
        client.onLost = (why) => {
          crowd.#lost ??= why;
        };
        crowd.#clients.push(client);
      }
    }
    return crowd;
  }

  /** Each client asks again as soon as it is answered, for that time. @returns exchanges a second */
  async saturate({ ask, answers }: Exchange, ms: number): Promise<number> {
    let exchanges = 0;
    let going = true;
    const ends = this.#clients.map(
      (client) =>
        new Promise<void>((resolve) => {
          let missing = answers;
          client.onText = () => {
            missing -= 1;
            if (missing > 0) return;
            missing = answers;
            if (!going) return resolve();
            exchanges += 1;
            client.send(ask);
          };
        }),
    );
    const from = performance.now();
    for (const client of this.#clients) client.send(ask);
    await sleep(ms);
    const rate = (exchanges * 1000) / (performance.now() - from);
    going = false;
    await Promise.race([Promise.all(ends), sleep(ANSWER_MS, undefined, { ref: false })]);
    this.#whole();
    return rate;
  }

  /** Each client asks once a second, evenly spread over it, until `stop` is called. */
  paced({ ask }: Exchange): { stop(): void } {
    const size = this.#clients.length;
    const timers: NodeJS.Timeout[] = [];
    for (const [at, client] of this.#clients.entries()) {
      client.onText = () => undefined;
      timers.push(
        setTimeout(
          () => {
            client.send(ask);
            timers.push(setInterval(() => client.send(ask), 1000));
          },
          (at * 1000) / size,
        ),
      );
    }
    return {
      stop: () => {
        for (const timer of timers) clearTimeout(timer);
        this.#whole();
      },
    };
  }

  leave(): void {
    for (const client of this.#clients.splice(0)) client.leave();
  }

  /** A figure of a crowd that lost a client would be a figure of something else. */
  #whole(): void {
    if (this.#lost !== undefined) throw new Error(`a client was lost: ${this.#lost}`);
  }
}

const ANSWER_MS = 10_000;

async function greeted(port: number, greetings: number): Promise<Client> {
  const { promise, resolve } = withResolvers();
  let missing = greetings;
  const client = await Client.connect(port, () => {
    missing -= 1;
    if (missing === 0) resolve();
  });
  if (greetings > 0) await promise;
  return client;
}

function withResolvers(): { promise: Promise<void>; resolve(): void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
