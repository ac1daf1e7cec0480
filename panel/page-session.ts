import { type AnswerFrame, CALL_FRAME } from '../contract/panel.ts';
import { answerCall, type PanelCalls } from './calls.ts';
import type { PanelFeed } from './feed.ts';

/** What answers pages, whatever carries them. */
export interface PageServices {
  readonly calls: PanelCalls;
  readonly feed: PanelFeed;
}

/** The way to one page. */
export interface PageTransport {
  send(frame: AnswerFrame): void;
  /** The page said what no page says: it is heard no more. */
  reject(why: string): void;
}

const MAX_OPEN_CALLS = 200;

/** One admitted page: its calls are answered, and it is told what happens, until it leaves. */
export class PageSession {
  readonly #transport: PageTransport;
  readonly #calls: PanelCalls;
  readonly #pending = new Map<number, AbortController>();
  readonly #unsubscribe: () => void;

  constructor(line: PageTransport, { calls, feed }: PageServices) {
    this.#transport = line;
    this.#calls = calls;
    this.#unsubscribe = feed.add((event) => line.send({ event }));
  }

  onMessage(message: unknown): void {
    const frame = CALL_FRAME.safeParse(message);
    if (!frame.success) return this.#transport.reject('invalid message');
    if ('cancel' in frame.data) return this.#pending.get(frame.data.cancel)?.abort();
    const { id, call, params } = frame.data;
    if (this.#pending.has(id) || this.#pending.size >= MAX_OPEN_CALLS) {
      return this.#transport.reject('too many calls at once');
    }
    const controller = new AbortController();
    this.#pending.set(id, controller);
    const onProgress = (progress: unknown): void => {
      if (!controller.signal.aborted) this.#transport.send({ progressOf: id, progress });
    };
    void answerCall(this.#calls, call, params, { signal: controller.signal, onProgress }).then((answer) => {
      this.#pending.delete(id);
      if (!controller.signal.aborted) this.#transport.send({ id, ...answer });
    });
  }

  /** The page has gone: nobody waits for its calls. */
  end(): void {
    this.#unsubscribe();
    for (const call of this.#pending.values()) call.abort();
  }
}
