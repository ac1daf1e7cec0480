import { type AnswerFrame, CALL_FRAME } from '../contract/panel.ts';
import { answerCall, type PanelCalls } from './calls.ts';
import type { PanelFeed } from './feed.ts';

/** What answers pages, whatever carries them. */
export interface PageParts {
  readonly calls: PanelCalls;
  readonly feed: PanelFeed;
}

/** The way to one page. */
export interface PageTransport {
  send(frame: AnswerFrame): void;
  /** The page said what no page says: it is heard no more. */
  refuse(why: string): void;
}

const MAX_OPEN_CALLS = 200;

/** One admitted page: its calls are answered, and it is told what happens, until it leaves. */
export class PageSession {
  readonly #line: PageTransport;
  readonly #calls: PanelCalls;
  readonly #open = new Map<number, AbortController>();
  readonly #leave: () => void;

  constructor(line: PageTransport, { calls, feed }: PageParts) {
    this.#line = line;
    this.#calls = calls;
    this.#leave = feed.add((event) => line.send({ event }));
  }

  onMessage(message: unknown): void {
    const frame = CALL_FRAME.safeParse(message);
    if (!frame.success) return this.#line.refuse('not understood');
    if ('cancel' in frame.data) return this.#open.get(frame.data.cancel)?.abort();
    const { id, call, params } = frame.data;
    if (this.#open.has(id) || this.#open.size >= MAX_OPEN_CALLS) {
      return this.#line.refuse('too many calls at once');
    }
    const controller = new AbortController();
    this.#open.set(id, controller);
    void answerCall(this.#calls, call, params, { signal: controller.signal }).then((answer) => {
      this.#open.delete(id);
      if (!controller.signal.aborted) this.#line.send({ id, ...answer });
    });
  }

  /** The page has gone: nobody waits for its calls. */
  end(): void {
    this.#leave();
    for (const call of this.#open.values()) call.abort();
  }
}
