import path from 'node:path';
import { getAsset, isSea } from 'node:sea';
import { Worker } from 'node:worker_threads';
import { guarded, runAfter } from '../../lib/background.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../log/log-line.ts';
import {
  type FromThread,
  type HeardUtterance,
  type ListeningSettings,
  NOTHING_HEARD,
  type ThreadData,
  type ToThread,
} from './thread-messages.ts';

/** The thread's program, beside the listener's or among an executable's assets. */
const PROGRAM = 'speech-worker.cjs';
/** Messages of one client that may wait for the thread; then reading from the client pauses. */
const MAX_WAITING = 200;
/** Messages that may wait altogether; more are dropped. */
const MAX_ALL_WAITING = 20_000;
/** Audio is outside of the heap; what is in it is short-lived. */
const HEAP = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 } as const;
/** The thread is ended when nobody has talked for so long. */
const IDLE_MS = 60_000;
/** After a crash, audio is dropped for so long. */
const REST_MS = 5_000;

export interface SpeechThreadOptions {
  readonly settings: ListeningSettings;
  readonly log: Log;
  readonly clock: Pick<Clock, 'monotonic'>;
  /** File of the thread's program; beside this one by default. */
  readonly program?: string | undefined;
}

/** What a client hears of its audio. */
export interface SpeechEvents {
  /** Somebody is speaking; at most once a second. */
  onVoice(): void;
  /** @param isFinal it answers `end`, and may be nothing */
  onUtterance(utterance: HeardUtterance, isFinal: boolean): void;
}

/** The audio of one client, on its way to the thread. */
export interface AudioInput {
  /** @param base64 16-bit PCM, or part of a WAV file @param rate what the client says of it */
  chunk(base64: string, rate: number | undefined): void;
  /** @param frame an `audio_stream` message; copied */
  stream(frame: Buffer): void;
  /** Asks for what was said so far. */
  end(): void;
  reset(): void;
  /** No event follows. */
  close(): void;
  /** Whether the thread is behind with this client's audio. */
  readonly isLagging: boolean;
}

interface Client {
  readonly events: SpeechEvents;
  waiting: number;
  /** `end`s without an answer. */
  ends: number;
}

/**
 * Detects speech in a thread of its own, so that no answer waits for it. The thread is started by the first audio and ended when
 * nobody talks, so a listener without voice clients pays nothing for it.
 */
export class SpeechThread {
  readonly #options: SpeechThreadOptions;
  readonly #clients = new Map<number, Client>();
  #nextClient = 1;
  #worker: Worker | undefined;
  #handled = new Int32Array(new SharedArrayBuffer(4));
  /** Who sent the messages that are not known to be handled, in order; handled ones at the front are forgotten. */
  #sent: number[] = [];
  #forgotten = 0;
  #restsUntil = Number.NEGATIVE_INFINITY;
  #idle: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: SpeechThreadOptions) {
    this.#options = options;
  }

  /** Whether the thread runs. */
  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  open(events: SpeechEvents): AudioInput {
    const id = this.#nextClient;
    this.#nextClient += 1;
    const client: Client = { events, waiting: 0, ends: 0 };
    this.#clients.set(id, client);
    const { clock } = this.#options;
    const isLagging = (): boolean => {
      this.#settle();
      return client.waiting > MAX_WAITING;
    };
    return {
      chunk: (base64, rate) =>
        this.#post({ kind: 'chunk', client: id, at: clock.monotonic(), base64, rate }, client),
      stream: (frame) => {
        const copy = Uint8Array.from(frame);
        this.#post({ kind: 'stream', client: id, at: clock.monotonic(), frame: copy }, client, [copy.buffer]);
      },
      end: () => {
        if (this.#worker === undefined) return events.onUtterance(NOTHING_HEARD, true);
        client.ends += 1;
        this.#post({ kind: 'end', client: id }, client);
      },
      reset: () => this.#worker && this.#post({ kind: 'reset', client: id }, client),
      close: () => {
        this.#clients.delete(id);
        if (this.#worker !== undefined) this.#post({ kind: 'close', client: id }, client);
      },
      get isLagging() {
        return isLagging();
      },
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idle);
    await this.#end();
  }

  #post(message: ToThread, client: Client, transfer: ArrayBuffer[] = []): void {
    const isAudio = message.kind === 'chunk' || message.kind === 'stream';
    const worker = this.#worker ?? (isAudio ? this.#start() : undefined);
    if (worker === undefined) return;
    this.#settle();
    if (isAudio && (this.#sent.length >= MAX_ALL_WAITING || client.waiting > 2 * MAX_WAITING)) return;
    client.waiting += 1;
    this.#sent.push(message.client);
    worker.postMessage(message, transfer);
    if (isAudio) this.#postponeIdle();
  }

  /** Forgets what the thread has dealt with. */
  #settle(): void {
    const handled = Atomics.load(this.#handled, 0) - this.#forgotten;
    if (handled <= 0) return;
    this.#forgotten += handled;
    for (const id of this.#sent.splice(0, handled)) {
      const client = this.#clients.get(id);
      if (client !== undefined) client.waiting -= 1;
    }
  }

  #start(): Worker | undefined {
    const { settings, log, clock, program } = this.#options;
    if (this.#isClosed || clock.monotonic() < this.#restsUntil) return undefined;
    this.#handled = new Int32Array(new SharedArrayBuffer(4));
    [this.#sent, this.#forgotten] = [[], 0];
    const workerData: ThreadData = { settings, handled: this.#handled };
    const worker = isSea()
      ? new Worker(getAsset(PROGRAM, 'utf8'), { eval: true, workerData, resourceLimits: HEAP })
      : new Worker(program ?? path.join(import.meta.dirname, PROGRAM), { workerData, resourceLimits: HEAP });
    worker.unref();
    let reason = 'it ended';
    worker.on(
      'message',
      guarded('speech', (message: FromThread) => this.#onMessage(message)),
    );
    worker.on(
      'error',
      guarded('speech', (error: unknown) => {
        reason = error instanceof Error ? error.message : String(error);
      }),
    );
    worker.on(
      'exit',
      guarded('speech', () => {
        if (this.#worker !== worker) return;
        this.#restsUntil = clock.monotonic() + REST_MS;
        log.error('speech detection failed: audio is not heard for a moment', { why: reason });
        this.#onEnd();
      }),
    );
    this.#worker = worker;
    return worker;
  }

  #onMessage(message: FromThread): void {
    const client = this.#clients.get(message.client);
    if (client === undefined) return;
    if (message.kind === 'voice') return client.events.onVoice();
    if (message.isFinal) client.ends -= 1;
    client.events.onUtterance(message.utterance, message.isFinal);
  }

  #postponeIdle(): void {
    if (this.#idle !== undefined) this.#idle.refresh();
    else {
      this.#idle = runAfter(IDLE_MS, 'speech', () => this.#end());
      this.#idle.unref();
    }
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#onEnd();
    await worker?.terminate();
  }

  /** Whoever waits for what it said is told that nothing was heard. */
  #onEnd(): void {
    this.#worker = undefined;
    for (const client of this.#clients.values()) {
      const { ends } = client;
      [client.waiting, client.ends] = [0, 0];
      for (let each = 0; each < ends; each += 1) client.events.onUtterance(NOTHING_HEARD, true);
    }
  }
}
