import type { Asked } from '../../contract/panel-ask.ts';
import type { Snapshot } from '../../contract/panel-snapshot.ts';
import { PanelError } from '../../wording/panel-error.ts';
import type { PanelBackend } from '../backend.ts';
import type { panelCalls } from '../calls.ts';

export const STOPPED_SNAPSHOT: Snapshot = {
  at: 1,
  state: 'stopped',
  since: 1,
  reason: 'stopped by test',
  port: 8_768,
  scheme: 'ws',
  machine: 'testing',
  version: '0.0.0',
};

/** An answer to any question. */
const ANSWERED: Asked = {
  url: 'ws://127.0.0.1:8768',
  session: 'a-session',
  resumed: false,
  frames: [],
  response: {
    text: 'You take one medication.',
    status: 'success',
    intent: 'MEDICATION',
    action: 'medication_query',
    confidence: 1,
    count: 1,
    data: [{ '@ID': 'M1', NAME: 'Ibuprofen' }],
    duration_ms: 3,
  },
  ms: 4,
  trace: { statements: [{ text: 'LIST MEDICATION NAME CSV', ms: 2, status: 1 }], omitted: 0 },
};

/** A backend where nothing runs and every order succeeds, but for what a test changes. */
export function fakeBackend(change: Partial<PanelBackend> = {}): PanelBackend {
  const done = async (): Promise<string> => 'Done.';
  return {
    snapshot: async () => STOPPED_SNAPSHOT,
    watch: () => () => undefined,
    start: done,
    stop: done,
    restart: done,
    reload: done,
    putBack: done,
    kill: done,
    endOtherPhantom: done,
    stopPortOwner: done,
    usePort: done,
    processes: async () => ({
      phantoms: [],
      unknown: [],
      others: [],
      port: { port: 8_768, state: 'free', canStop: false },
    }),
    addresses: async () => [{ url: 'ws://192.0.2.7:8768', reach: 'network', via: 'eth0' }],
    connections: async () => ({ total: 0, open: [], closed: [] }),
    disconnect: async () => true,
    queries: async () => ({ running: [], recent: [] }),
    events: () => [],
    fleet: async () => undefined,
    ask: async (question) => {
      const text = 'text' in question ? question.text : question.recording;
      return { ...ANSWERED, frames: [{ from: 'client', ms: 1, text }] };
    },
    history: async () => ({ seconds: [], tenSeconds: [], minutes: [] }),
    program: {
      call: async (name) => {
        throw new PanelError('FAILED', `The test has no answer to ${name}.`);
      },
    },
    ...change,
  };
}

/** Logs that have never been written. */
export const noLogs: Parameters<typeof panelCalls>[1] = {
  sources: () => [],
  rows: async () => ({
    epoch: 1,
    first: 0,
    end: 0,
    read: 1,
    counts: { error: 0, warn: 0, info: 0, debug: 0 },
    rows: [],
  }),
  search: async () => ({ epoch: 1, rows: [], total: 0 }),
  nearestError: async () => null,
};
