import { act, cleanup, configure, render } from '@testing-library/react';
import { type UserEvent, userEvent } from '@testing-library/user-event';
import { Profiler } from 'react';
import { afterEach, vi } from 'vitest';
import type { PanelCall, PanelEvent, PanelParams, PanelResult } from '../../contract/panel.ts';
import type { Screen, Snapshot } from '../../contract/panel-snapshot.ts';
import { PanelError } from '../../wording/panel-error.ts';
import { App } from '../app.tsx';
import { LiveView } from '../client/live-view.ts';
import { type ConnectionState, Emitter, type PanelClient } from '../client/panel-client.ts';

// Screens are loaded when they are opened, which takes a busy machine more than a second.
configure({ asyncUtilTimeout: 10_000 });

type Answers = {
  [C in PanelCall]?: (params: PanelParams<C>) => PanelResult<C> | Promise<PanelResult<C>>;
};

const EMPTY_LOG = {
  epoch: 1,
  first: 0,
  end: 0,
  read: 1,
  counts: { error: 0, warn: 0, info: 0, debug: 0 },
  rows: [],
};

const DEFAULT_ANSWERS: Answers = {
  connections: () => ({ total: 0, open: [], closed: [] }),
  queries: () => ({ running: [], recent: [] }),
  'question-summary': () => ({ count: 0, answered: 0, declined: 0, failed: 0, cancelled: 0, subjects: [] }),
  addresses: () => ({ addresses: [{ url: 'ws://192.0.2.7:8768', reach: 'network', via: 'eth0' }] }),
  history: () => ({ samples: [] }),
  fleet: () => ({}),
  events: () => ({ events: [] }),
  logs: () => [],
  'log-rows': () => EMPTY_LOG,
  'log-search': () => ({ epoch: 1, rows: [], total: 0 }),
  'log-error': () => ({ row: null }),
  autostarts: () => ({ autostarts: [] }),
  diagnose: () => ({ checks: [] }),
};

/** A client with scripted answers and events. It records every call. */
class FakeClient implements PanelClient {
  link: ConnectionState = { state: 'live' };
  answers: Answers;
  readonly calls: { readonly name: PanelCall; readonly params: unknown }[] = [];
  /** Calls that were cancelled. */
  readonly cancelled: PanelCall[] = [];
  #onProgress: ((progress: unknown) => void) | undefined;
  readonly #states = new Emitter<ConnectionState>();
  readonly #events = new Emitter<PanelEvent>();

  constructor(answers: Answers = {}) {
    this.answers = { ...DEFAULT_ANSWERS, ...answers };
  }

  onConnectionState(listener: (state: ConnectionState) => void): () => void {
    return this.#states.add(listener);
  }

  onEvent(listener: (event: PanelEvent) => void): () => void {
    return this.#events.add(listener);
  }

  call: PanelClient['call'] = async (name, params, { signal, onProgress } = {}) => {
    this.calls.push({ name, params });
    const answer = this.answers[name];
    if (answer === undefined) throw new Error(`the test has no answer to ${name}`);
    this.#onProgress = onProgress ?? this.#onProgress;
    const cancelled = new Promise<never>((_, reject) =>
      signal?.addEventListener('abort', () => {
        this.cancelled.push(name);
        reject(new PanelError('CANCELLED', 'cancelled'));
      }),
    );
    return Promise.race([cancelled, (async () => answer(params))()]);
  };

  /** What the last call that wanted to know is told. */
  progress(progress: unknown): void {
    act(() => this.#onProgress?.(progress));
  }

  download = (): Promise<Blob> => Promise.resolve(new Blob(['a line']));

  close(): void {
    // Nothing to close.
  }

  /** The params of each call by name, oldest first. */
  paramsOf(name: PanelCall): readonly unknown[] {
    return this.calls.filter((call) => call.name === name).map(({ params }) => params);
  }

  setConnection(state: ConnectionState): void {
    this.link = state;
    act(() => this.#states.emit(state));
  }

  setSnapshot(snapshot: Snapshot): void {
    act(() => this.#events.emit({ kind: 'snapshot', snapshot }));
  }
}

/** Disables Fluent UI's animations, so that tests need not wait for them. */
Reflect.deleteProperty(Element.prototype, 'animate');

export interface RenderedPanel {
  readonly client: FakeClient;
  readonly user: UserEvent;
  /** Advances the clock, runs the timers that are due, and waits until parts of the page asked for are loaded. */
  readonly advance: (ms: number) => Promise<void>;
  /** How often anything on the page was drawn so far. */
  readonly draws: () => number;
}

/** Width and height of every element, px: happy-dom has no layout. */
export function setElementSize(width: number, height: number): void {
  for (const [name, value] of Object.entries({
    clientWidth: width,
    offsetWidth: width,
    clientHeight: height,
    offsetHeight: height,
  })) {
    vi.spyOn(HTMLElement.prototype, name as 'clientWidth', 'get').mockReturnValue(value);
  }
}

/** Renders the whole panel on one of its screens, with a fake client and a fake clock. */
export async function renderPanel(
  screen: Screen,
  snapshot: Snapshot | undefined,
  answers: Answers = {},
): Promise<RenderedPanel> {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  vi.useFakeTimers();
  // Testing Library waits for timers after each event, and finds a fake clock only through a global of this name.
  vi.stubGlobal('jest', { advanceTimersByTime: (ms: number) => vi.advanceTimersByTime(ms) });
  location.hash = `/${screen}`;
  const client = new FakeClient(answers);
  let draws = 0;
  render(
    <Profiler id="panel" onRender={() => (draws += 1)}>
      <App client={client} live={new LiveView(client)} />
    </Profiler>,
  );
  if (snapshot !== undefined) client.setSnapshot(snapshot);
  const advance = (ms: number): Promise<void> =>
    act(async () => {
      await vi.advanceTimersByTimeAsync(ms);
      // Parts of the page that this asked for are loaded in real time, which a busy machine takes seconds of.
      await vi.dynamicImportSettled();
    });
  await advance(1);
  const user = userEvent.setup({
    advanceTimers: (ms) => vi.advanceTimersByTimeAsync(ms).then(() => undefined),
  });
  return { client, user, advance, draws: () => draws };
}

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
