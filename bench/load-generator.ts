import { setTimeout as sleep } from 'node:timers/promises';
import { Client, clientFrame, TEXT } from './client.ts';

/** A frame that a client sends, and how many text frames answer it. */
export interface Exchange {
  /** Made by `clientFrame`. */
  readonly ask: Buffer;
  readonly answers: number;
}

/** Connections opened at the same time: below the backlog of a listening socket. */
const MAX_CONCURRENT_CONNECTS = 50;

/** Many clients of one server that all send the same exchange. */
export class LoadGenerator {
  readonly #clients: Client[] = [];
  #lost: string | undefined;

  /** @param greetings text frames that the server sends each client on connection */
  static async connect(port: number, size: number, greetings: number): Promise<LoadGenerator> {
    const load = new LoadGenerator();
    while (load.#clients.length < size) {
      const batch = Math.min(MAX_CONCURRENT_CONNECTS, size - load.#clients.length);
      const clients = await Promise.all(
        Array.from({ length: batch }, () => connectAndAwaitGreetings(port, greetings)),
      );
      for (const client of clients) {
        client.onLost = (why) => {
          load.#lost ??= why;
        };
        load.#clients.push(client);
      }
    }
    return load;
  }

  /** Each client sends again as soon as it is answered, for `ms` milliseconds. @returns exchanges per second */
  async saturate({ ask, answers }: Exchange, ms: number): Promise<number> {
    let exchanges = 0;
    let running = true;
    const ends = this.#clients.map(
      (client) =>
        new Promise<void>((resolve) => {
          let missing = answers;
          client.onText = () => {
            missing -= 1;
            if (missing > 0) return;
            missing = answers;
            if (!running) return resolve();
            exchanges += 1;
            client.send(ask);
          };
        }),
    );
    const from = performance.now();
    for (const client of this.#clients) client.send(ask);
    await sleep(ms);
    const rate = (exchanges * 1000) / (performance.now() - from);
    running = false;
    await Promise.race([Promise.all(ends), sleep(ANSWER_TIMEOUT_MS, undefined, { ref: false })]);
    this.#assertAllConnected();
    return rate;
  }

  /** Each client sends once, a few at a time; resolves when all are answered. */
  async askOnce({ ask, answers }: Exchange): Promise<void> {
    for (let at = 0; at < this.#clients.length; at += MAX_CONCURRENT_CONNECTS) {
      const some = this.#clients.slice(at, at + MAX_CONCURRENT_CONNECTS);
      await Promise.all(some.map((client) => answered(client, ask, answers)));
    }
    this.#assertAllConnected();
  }

  /** Each client sends once a second, spread evenly over the second, until `stop` is called. */
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
        this.#assertAllConnected();
      },
    };
  }

  close(): void {
    for (const client of this.#clients.splice(0)) client.close();
  }

  /** A measurement with fewer clients than planned is invalid. */
  #assertAllConnected(): void {
    if (this.#lost !== undefined) throw new Error(`lost a client: ${this.#lost}`);
  }
}

const ANSWER_TIMEOUT_MS = 10_000;

function answered(client: Client, ask: Buffer, answers: number): Promise<void> {
  return new Promise((resolve) => {
    let missing = answers;
    client.onText = () => {
      missing -= 1;
      if (missing === 0) resolve();
    };
    client.send(ask);
  });
}

/** Connects a client, and resolves when the server has sent it so many text frames. */
export async function connectAndAwaitGreetings(port: number, greetings: number): Promise<Client> {
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

const PING = clientFrame(TEXT, '{"type":"ping"}');
const INTERVAL_MS = 5;

/** A client that only sends pings while others ask questions: its response times show how the load affects other clients. */
export class PingMonitor {
  readonly #client: Client;
  readonly #elapsedMs: number[] = [];
  #sentAt = 0;
  #timer: NodeJS.Timeout | undefined;

  private constructor(client: Client) {
    this.#client = client;
  }

  static async watch(port: number): Promise<PingMonitor> {
    const monitor = new PingMonitor(await Client.connect(port));
    monitor.#client.onText = (payload) => {
      if (!payload.includes('"pong"')) return;
      monitor.#elapsedMs.push(performance.now() - monitor.#sentAt);
      monitor.#timer = setTimeout(() => monitor.#ping(), INTERVAL_MS);
    };
    monitor.#ping();
    return monitor;
  }

  /** Closes the client. @returns the 99th percentile of its ping times, in milliseconds */
  close(): number {
    clearTimeout(this.#timer);
    // A ping still in flight counts with the time it has taken so far.
    this.#elapsedMs.push(performance.now() - this.#sentAt);
    this.#client.close();
    const sorted = this.#elapsedMs.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? Number.NaN;
  }

  #ping(): void {
    this.#sentAt = performance.now();
    this.#client.send(PING);
  }
}

export const QUESTION_TEXT = 'What medications am I taking?';

/** The question that every row asks: answered by `processing`, `response` and `state_change`. */
export const QUESTION = {
  ask: clientFrame(TEXT, JSON.stringify({ type: 'text_input', text: QUESTION_TEXT })),
  answers: 3,
} as const;

/** The frames that a client gets from a listener: the greeting, then the answer to the question. */
export async function recordedFrames(port: number): Promise<readonly string[]> {
  const frames: string[] = [];
  let done: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    done = resolve;
  });
  const client = await Client.connect(port, (payload) => {
    frames.push(payload.toString('utf8'));
    if (frames.length === 1 + QUESTION.answers) done();
  });
  client.send(QUESTION.ask);
  await all;
  client.close();
  return frames;
}
