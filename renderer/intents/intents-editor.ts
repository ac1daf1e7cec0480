import {
  type IntentsView,
  MAX_EDITED_LENGTH,
  type TableChange,
  type TableEdit,
  type TablePartId,
  type TableProblem,
  type TriedQuestion,
} from '../../contract/panel-intents.ts';
import type { PanelError } from '../../wording/panel-error.ts';
import type { PanelClient } from '../client/panel-client.ts';
import { asPanelError } from '../client/panel-context.ts';
import type { TeachRequest } from '../teach-request.ts';
import { TypingCheck } from '../typing-check.ts';
import { isSamePart, rebased, type TableDrafts, withDraft, withoutDraft } from './table-drafts.ts';

export interface IntentsState {
  /** Undefined until it was read. */
  readonly view: IntentsView | undefined;
  readonly error: PanelError | undefined;
  readonly drafts: TableDrafts;
  /** The part that is open. */
  readonly selected: TablePartId | undefined;
  /** What keeps the drafts from being saved. */
  readonly problems: readonly TableProblem[];
  readonly remarks: readonly string[];
  /** The file as somebody else left it, while there are drafts for an earlier one. */
  readonly conflict: IntentsView | undefined;
  readonly busy: 'saving' | 'removing' | 'restoring' | undefined;
  /** In the try box. */
  readonly question: string;
  readonly tried: Tried | undefined;
}

export type Tried =
  | { readonly kind: 'trying' }
  | { readonly kind: 'failed'; readonly error: PanelError }
  /** `isStale`: the table was changed since. */
  | { readonly kind: 'tried'; readonly result: TriedQuestion; readonly isStale: boolean };

const EMPTY: IntentsState = {
  view: undefined,
  error: undefined,
  drafts: {},
  selected: undefined,
  problems: [],
  remarks: [],
  conflict: undefined,
  busy: undefined,
  question: '',
  tried: undefined,
};

/** The table of intents as it is edited in this page, whichever screen is open meanwhile. */
export class IntentsEditor {
  readonly #client: PanelClient;
  readonly #listeners = new Set<() => void>();
  #state: IntentsState = EMPTY;
  readonly #check: TypingCheck<readonly TableEdit[], Pick<IntentsState, 'problems' | 'remarks'>>;
  #try: AbortController | undefined;

  constructor(client: PanelClient) {
    this.#client = client;
    this.#check = new TypingCheck({
      ask: (edits) => client.call('intents-check', { edits }),
      onChecked: ({ problems, remarks }) => this.#set({ problems, remarks }),
    });
  }

  get(): IntentsState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Opens the subject that was understood, or the list of all, with the question in the try box. */
  teach({ question = '', subject }: TeachRequest): void {
    this.#try?.abort();
    const selected = subject === undefined ? undefined : { kind: 'subjects' as const, name: subject };
    this.#set({ question, tried: undefined, selected });
  }

  /** Reads the table. Never rejects. */
  async reread(): Promise<void> {
    try {
      const next = await this.#client.call('intents', {});
      const { view, drafts } = this.#state;
      const isOther = view !== undefined && view.stamp !== next.stamp;
      this.#set({ error: undefined });
      if (isOther && Object.keys(drafts).length > 0) this.#set({ conflict: next });
      else this.#show(next);
    } catch (reason) {
      this.#set({ error: asPanelError(reason) });
    }
  }

  select(selected: TablePartId | undefined): void {
    this.#set({ selected });
  }

  /** @param text null removes the part */
  edit(part: TablePartId, text: string | null): void {
    const { view, drafts } = this.#state;
    if (view !== undefined)
      this.#setDrafts(withDraft(drafts, view, { kind: part.kind, name: part.name, text }));
  }

  /** @param part all parts if absent */
  discard(part?: TablePartId): void {
    this.#setDrafts(part === undefined ? {} : withoutDraft(this.#state.drafts, part));
  }

  setQuestion(question: string): void {
    const { tried } = this.#state;
    if (tried?.kind === 'trying') return;
    this.#set({ question, tried: undefined });
  }

  /** Asks the table with the drafts. Never rejects. */
  async try(): Promise<void> {
    const question = this.#state.question.trim();
    if (question === '' || this.#try !== undefined) return;
    const controller = new AbortController();
    this.#try = controller;
    const { drafts } = this.#state;
    this.#set({ tried: { kind: 'trying' } });
    let tried: Tried | undefined;
    try {
      const params = { edits: this.#edits(), question };
      const result = await this.#client.call('intents-try', params, { signal: controller.signal });
      tried = { kind: 'tried', result, isStale: this.#state.drafts !== drafts };
    } catch (reason) {
      const error = asPanelError(reason);
      tried = error.code === 'CANCELLED' ? undefined : { kind: 'failed', error };
    } finally {
      this.#try = undefined;
    }
    // Another question may be in the box by now.
    if (this.#state.tried?.kind === 'trying') this.#set({ tried });
  }

  cancelTry(): void {
    this.#try?.abort();
  }

  /** @returns what was done, in words; undefined if nothing was saved @throws PanelError */
  save(): Promise<string | undefined> {
    return this.#change('saving', (stamp) =>
      this.#client.call('intents-save', { stamp, edits: this.#edits() }),
    );
  }

  remove(): Promise<string | undefined> {
    return this.#change('removing', (stamp) => this.#client.call('intents-remove', { stamp }));
  }

  restore(): Promise<string | undefined> {
    return this.#change('restoring', (stamp) => this.#client.call('intents-restore', { stamp }));
  }

  /** Ends a conflict: with the drafts on top of the file as it is now, or without them. */
  resolve(keeps: 'mine' | 'theirs'): void {
    const { conflict } = this.#state;
    if (conflict === undefined) return;
    if (keeps === 'theirs') this.#set({ drafts: {} });
    this.#show(conflict);
  }

  async #change(
    busy: NonNullable<IntentsState['busy']>,
    call: (stamp: string) => Promise<TableChange>,
  ): Promise<string | undefined> {
    this.#set({ busy });
    try {
      const changed = await call(this.#state.view?.stamp ?? '');
      if (changed.kind === 'conflict') this.#set({ conflict: changed.view });
      else if (changed.kind === 'invalid') this.#set({ problems: changed.problems });
      else {
        this.#set({ view: changed.view, conflict: undefined, problems: [] });
        this.#setDrafts({});
        return changed.message;
      }
      return undefined;
    } finally {
      this.#set({ busy: undefined });
    }
  }

  #show(view: IntentsView): void {
    this.#set({ view, conflict: undefined });
    this.#setDrafts(rebased(this.#state.drafts, view));
  }

  #setDrafts(drafts: TableDrafts): void {
    const { tried } = this.#state;
    const isSame = JSON.stringify(drafts) === JSON.stringify(this.#state.drafts);
    if (isSame) return;
    this.#set({
      drafts,
      ...(tried?.kind === 'tried' ? { tried: { ...tried, isStale: true } } : {}),
    });
    this.#checkSoon();
  }

  /** What is typed is checked by the listener's own rules once typing has paused. */
  #checkSoon(): void {
    const edits = this.#edits();
    const tooLong = tooLongProblem(edits);
    this.#set({ problems: tooLong === undefined ? [] : [tooLong], remarks: [] });
    this.#check.set(edits.length === 0 || tooLong !== undefined ? undefined : edits);
  }

  #edits(): readonly TableEdit[] {
    return Object.values(this.#state.drafts);
  }

  #set(change: Partial<IntentsState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** They would not fit in one message to the panel's program. */
function tooLongProblem(edits: readonly TableEdit[]): TableProblem | undefined {
  const length = edits.reduce((sum, { text }) => sum + (text?.length ?? 0), 0);
  if (length <= MAX_EDITED_LENGTH) return undefined;
  const [longest] = [...edits].sort((one, other) => (other.text?.length ?? 0) - (one.text?.length ?? 0));
  return {
    message: `These changes have more than ${MAX_EDITED_LENGTH.toLocaleString('en')} characters, which is too much at once. Discard some, save the rest, and go on; or edit the file itself. The longest is ${longest?.name}.`,
  };
}

const editors = new WeakMap<PanelClient, IntentsEditor>();

/** The one of the page: what was typed outlives a look at another screen. */
export function intentsEditorOf(client: PanelClient): IntentsEditor {
  const known = editors.get(client);
  if (known !== undefined) return known;
  const editor = new IntentsEditor(client);
  editors.set(client, editor);
  return editor;
}

/** The problems of a part; without one those of the table as a whole. */
export function problemsOf(
  problems: readonly TableProblem[],
  part: TablePartId | undefined,
): readonly TableProblem[] {
  return problems.filter((problem) =>
    part === undefined ? problem.part === undefined : isSamePart(problem.part, part),
  );
}
