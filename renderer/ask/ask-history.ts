import type { Asked, AskedQuestion } from '../../contract/panel-ask.ts';
import type { PanelError } from '../../wording/panel-error.ts';
import type { PanelClient } from '../client/panel-client.ts';
import { asPanelError } from '../client/panel-context.ts';

/** A question that was spoken. */
export interface SpokenQuestion {
  /** Base64, as the call takes it. It is not kept. */
  readonly recording: string;
  readonly ms: number;
}

/** A question and what came of it. */
export interface AskedEntry {
  readonly id: number;
  /** Of a spoken question what was recognized; undefined until then, and where nothing was. */
  readonly text: string | undefined;
  /** Milliseconds of a spoken question; undefined for a typed one. */
  readonly spokenMs: number | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly result:
    | { readonly kind: 'waiting' }
    | { readonly kind: 'answered'; readonly asked: Asked }
    | { readonly kind: 'failed'; readonly error: PanelError };
}

export interface AskState {
  /** Newest first. */
  readonly entries: readonly AskedEntry[];
  /** The conversation that the next question goes on with. */
  readonly session: string | undefined;
}

const MAX_ENTRIES = 100;

/**
 * The questions of this page and their answers. They may be about health, so they are in the page's memory only, and go
 * with it.
 */
export class AskHistory {
  readonly #client: PanelClient;
  readonly #listeners = new Set<() => void>();
  #state: AskState = { entries: [], session: undefined };
  #nextId = 1;
  #controller: AbortController | undefined;

  constructor(client: PanelClient) {
    this.#client = client;
  }

  get(): AskState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get isWaiting(): boolean {
    return this.#controller !== undefined;
  }

  /** One question at a time, as a client asks; another meanwhile is ignored. Never rejects. */
  async ask(question: string | SpokenQuestion): Promise<void> {
    if (this.isWaiting) return;
    const controller = new AbortController();
    this.#controller = controller;
    const id = this.#nextId++;
    const text = typeof question === 'string' ? question : undefined;
    const spokenMs = typeof question === 'string' ? undefined : question.ms;
    const entry: AskedEntry = { id, text, spokenMs, at: Date.now(), result: { kind: 'waiting' } };
    this.#set({ ...this.#state, entries: [entry, ...this.#state.entries].slice(0, MAX_ENTRIES) });
    const { session } = this.#state;
    const asks = typeof question === 'string' ? { text: question } : { recording: question.recording };
    const params: AskedQuestion = session === undefined ? asks : { ...asks, session };
    try {
      const asked = await this.#client.call('ask', params, { signal: controller.signal });
      this.#finish(id, { kind: 'answered', asked }, asked.session);
    } catch (error) {
      this.#finish(id, { kind: 'failed', error: asPanelError(error) }, this.#state.session);
    }
  }

  cancel(): void {
    this.#controller?.abort();
  }

  /** The next question goes on from none. */
  startConversation(): void {
    this.#set({ ...this.#state, session: undefined });
  }

  clear(): void {
    this.cancel();
    this.#set({ entries: [], session: undefined });
  }

  #finish(id: number, result: AskedEntry['result'], session: string | undefined): void {
    this.#controller = undefined;
    const heard = result.kind === 'answered' ? result.asked.trace?.heard : undefined;
    const entries = this.#state.entries.map((entry) =>
      entry.id === id ? { ...entry, text: entry.text ?? heard, result } : entry,
    );
    this.#set({ entries, session: entries.length === 0 ? undefined : session });
  }

  #set(state: AskState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

const histories = new WeakMap<PanelClient, AskHistory>();

/** The one of the page, whichever screen is open meanwhile. */
export function askHistoryOf(client: PanelClient): AskHistory {
  const known = histories.get(client);
  if (known !== undefined) return known;
  const history = new AskHistory(client);
  histories.set(client, history);
  return history;
}
