import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';

/** Clients that ask all the time and reconnect as HAL clients do, for tests and benchmarks of several listeners. */

export interface AskingOptions {
  readonly url: string;
  readonly clients: number;
  readonly question: string;
  /** What every right answer contains. */
  readonly answer: string;
  /** A client waits 0 to twice as long between an answer and its next question, ms. */
  readonly thinkMs: number;
  /** Whether a client that comes back resumes its session. */
  readonly resumes?: boolean;
}

export interface AskingResult {
  readonly asked: number;
  /** Questions without an answer at the end: asked again as long as the clients ran. */
  readonly lost: number;
  /** Questions that crossed the close of their connection, and were asked again after the reconnect. */
  readonly repeated: number;
  /** Questions whose connection was cut without a close frame, and were asked again. */
  readonly cut: number;
  /** Texts of answers that say something else than the right one. */
  readonly wrong: readonly string[];
  readonly reconnects: number;
  /** Reconnects that a listener did not take for the old session, or whose last question it did not know. */
  readonly forgotten: number;
  /** Handshakes that were refused or failed, each with the status or the error. */
  readonly refused: readonly string[];
  /** Close codes and how often. */
  readonly codes: Readonly<Record<number, number>>;
  /** From the close of a connection to the next greeting, ms. */
  readonly reconnectMs: readonly number[];
}

const RETRY_MS = 100;
const ANSWER_TIMEOUT_MS = 20_000;

/** A group of asking clients. */
export class AskingClients {
  readonly #options: AskingOptions;
  readonly #counts = { asked: 0, answered: 0, repeated: 0, cut: 0, reconnects: 0, forgotten: 0 };
  readonly #refused: string[] = [];
  readonly #wrong: string[] = [];
  readonly #codes = new Map<number, number>();
  readonly #reconnectMs: number[] = [];
  #stopping = false;
  #running: Promise<unknown> = Promise.resolve();

  private constructor(options: AskingOptions) {
    this.#options = options;
  }

  /** Connects all clients, which then ask until `stop`. */
  static async start(options: AskingOptions): Promise<AskingClients> {
    const group = new AskingClients(options);
    const first: WebSocket[] = [];
    for (let count = 0; count < options.clients; count += 20) {
      const some = Math.min(20, options.clients - count);
      first.push(...(await Promise.all(Array.from({ length: some }, () => group.#connect()))));
    }
    group.#running = Promise.all(first.map((ws) => group.#live(ws)));
    return group;
  }

  get result(): AskingResult {
    const { answered, ...counts } = this.#counts;
    return {
      ...counts,
      refused: this.#refused,
      wrong: this.#wrong,
      lost: counts.asked - answered,
      codes: Object.fromEntries(this.#codes),
      reconnectMs: this.#reconnectMs,
    };
  }

  /** Lets open questions be answered, and closes. */
  async stop(): Promise<AskingResult> {
    this.#stopping = true;
    await this.#running;
    return this.result;
  }

  async #live(first: WebSocket): Promise<void> {
    let ws = first;
    while (!this.#stopping) {
      for (const until = performance.now() + Math.random() * 2 * this.#options.thinkMs; ; ) {
        // A client that was told to leave reconnects at once, not when it asks next.
        await elapsedOrClosed(ws, until - performance.now());
        if (this.#stopping || ws.readyState === WebSocket.OPEN) break;
        ws = await this.#reconnect(ws);
      }
      if (this.#stopping) break;
      this.#counts.asked += 1;
      while (!(await this.#ask(ws))) ws = await this.#reconnect(ws);
      this.#counts.answered += 1;
    }
    ws.terminate();
  }

  /** @returns whether it was answered; false if the connection closed before */
  async #ask(ws: WebSocket): Promise<boolean> {
    if (ws.readyState !== WebSocket.OPEN) return false;
    ws.send(JSON.stringify({ type: 'text_input', text: this.#options.question }));
    return new Promise((resolve) => {
      const timer = setTimeout(() => ws.terminate(), ANSWER_TIMEOUT_MS);
      const end = (answered: boolean) => {
        clearTimeout(timer);
        ws.off('message', onMessage);
        ws.off('close', onClose);
        resolve(answered);
      };
      const onMessage = (data: WebSocket.RawData) => {
        const frame = JSON.parse(String(data));
        if (frame.type !== 'response') return;
        if (!String(frame.text).includes(this.#options.answer)) this.#wrong.push(frame.text);
        sessionOf(ws).answered += 1;
        end(true);
      };
      const onClose = (code: number) => {
        if (code === 1006) this.#counts.cut += 1;
        else this.#counts.repeated += 1;
        end(false);
      };
      ws.on('message', onMessage);
      ws.on('close', onClose);
    });
  }

  async #reconnect(lost: WebSocket): Promise<WebSocket> {
    const closedAt = closedAtOf.get(lost) ?? performance.now();
    this.#counts.reconnects += 1;
    const ws = await this.#connect();
    if (this.#options.resumes) await this.#resume(ws, lost);
    this.#reconnectMs.push(performance.now() - closedAt);
    return ws;
  }

  async #resume(ws: WebSocket, lost: WebSocket): Promise<void> {
    const { sessionId, answered } = sessionOf(lost);
    sessions.set(ws, { sessionId, answered });
    ws.send(JSON.stringify({ type: 'resume', session_id: sessionId }));
    const [data] = (await Promise.race([once(ws, 'message'), once(ws, 'close')])) as [WebSocket.RawData];
    if (ws.readyState !== WebSocket.OPEN) return;
    const { resumed, context = [] } = JSON.parse(String(data));
    const known = Math.min(answered, MAX_TURNS);
    if (resumed !== true || context.length < known) this.#counts.forgotten += 1;
  }

  /** Retries until a listener greets. */
  async #connect(): Promise<WebSocket> {
    for (;;) {
      const ws = new WebSocket(this.#options.url, { rejectUnauthorized: false, perMessageDeflate: false });
      let retryMs = RETRY_MS;
      let problem = 'closed';
      ws.on('error', (error) => {
        problem = error.message;
      });
      ws.on('unexpected-response', (_, response) => {
        retryMs = Number(response.headers['retry-after'] ?? 0) * 1_000 || RETRY_MS;
        response.destroy();
        ws.emit('error', new Error(String(response.statusCode)));
      });
      const isGreeted = await Promise.race([
        once(ws, 'message').then(
          ([data]) => {
            sessions.set(ws, { sessionId: JSON.parse(String(data)).session_id, answered: 0 });
            return true;
          },
          () => false,
        ),
        once(ws, 'close').then(
          () => false,
          () => false,
        ),
      ]);
      if (isGreeted) {
        ws.once('close', (code) => {
          closedAtOf.set(ws, performance.now());
          if (!this.#stopping) this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1);
        });
        return ws;
      }
      ws.terminate();
      this.#refused.push(problem);
      await pause(retryMs * (1 + Math.random() / 2));
    }
  }
}

async function elapsedOrClosed(ws: WebSocket, ms: number): Promise<void> {
  if (ws.readyState !== WebSocket.OPEN) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      ws.off('close', end);
      resolve();
    };
    const timer = setTimeout(end, Math.max(0, ms));
    ws.on('close', end);
  });
}

/** A session keeps so many turns. */
const MAX_TURNS = 10;

interface ClientSession {
  readonly sessionId: string;
  answered: number;
}

const sessions = new WeakMap<WebSocket, ClientSession>();

function sessionOf(ws: WebSocket): ClientSession {
  return sessions.get(ws) ?? { sessionId: '', answered: 0 };
}

/** When a connection closed, monotonic milliseconds. */
const closedAtOf = new WeakMap<WebSocket, number>();

/** The largest of many figures. */
export function largest(figures: readonly number[]): number {
  return figures.reduce((one, other) => Math.max(one, other), 0);
}
