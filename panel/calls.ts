import {
  MAX_EVENTS,
  PANEL_CALLS,
  type PanelCall,
  type PanelErrorFrame,
  type PanelParams,
  type PanelResult,
} from '../contract/panel.ts';
import { PROGRAM_CALL_NAMES, type ProgramCall, type ProgramParams } from '../contract/panel-program.ts';
import { dispatch, InvalidRequest, type Reply } from '../contract/rpc.ts';
import { PanelError } from '../wording/panel-error.ts';
import type { PanelBackend } from './backend.ts';
import type { PanelLogs } from './logs/panel-logs.ts';
import { endPhantoms } from './processes.ts';
import { summarizeQuestions } from './question-summary.ts';
import { Uploads } from './uploads.ts';

export interface CallContext {
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** Tells the page how far a long call is. */
  readonly onProgress?: (progress: unknown) => void;
}

/** What answers each call. */
export type PanelCalls = {
  readonly [C in PanelCall]: (params: PanelParams<C>, context: CallContext) => Promise<PanelResult<C>>;
};

/** Disconnects under way at once. */
const ABREAST = 20;

export function panelCalls(
  backend: PanelBackend,
  logs: Pick<PanelLogs, 'sources' | 'rows' | 'search' | 'nearestError'>,
  uploads: Uploads = new Uploads(),
): PanelCalls {
  return {
    snapshot: () => backend.snapshot(),
    start: (order) => done(backend.start(order)),
    stop: () => done(backend.stop()),
    restart: (order) => done(backend.restart(order)),
    reload: () => done(backend.reload()),
    'put-back': () => done(backend.putBack()),
    kill: ({ userNo }) => done(backend.kill(userNo)),
    'stop-port-owner': ({ port, pid }) => done(backend.stopPortOwner(port, pid)),
    'use-port': ({ port }) => done(backend.usePort(port)),
    connections: () => backend.connections(),
    disconnect: ({ ids }, { signal }) => disconnectAll(backend, ids, signal),
    queries: async ({ connection }) => {
      const { running, recent } = await backend.queries();
      const ofIt = (query: { readonly connection: string }): boolean => query.connection === connection;
      return { running: running.filter(ofIt), recent: recent.filter(ofIt) };
    },
    'question-summary': async () => summarizeQuestions(await backend.queries()),
    fleet: async () => ({ fleet: await backend.fleet() }),
    history: async ({ span }) => ({ samples: (await backend.history())[span] }),
    events: async () => ({ events: backend.events().slice(-MAX_EVENTS).reverse() }),
    processes: () => backend.processes(),
    'end-phantoms': ({ userNos }, { signal }) =>
      done(endPhantoms(userNos, (userNo) => backend.kill(userNo), signal)),
    'end-other-phantom': (process) => done(backend.endOtherPhantom(process)),
    addresses: async () => ({ addresses: await backend.addresses() }),
    ask: (question, { signal }) => backend.ask(question, signal),
    logs: async () => logs.sources(),
    'log-rows': ({ log, from, count, known, ...filter }) => logs.rows(log, filter, { from, count, known }),
    'log-search': ({ log, pattern, ...filter }, { signal }) => logs.search(log, filter, pattern, signal),
    'log-error': async ({ log, from, towards, text, ...filter }) => ({
      row: await logs.nearestError(log, filter, { from, towards, text }),
    }),
    ...uploadCalls(programCalls(backend), uploads),
  };
}

/** What changes something is never ended half-way, whoever leaves. */
const UNINTERRUPTED: readonly ProgramCall[] = [
  'settings-save',
  'settings-restore',
  'intents-save',
  'intents-remove',
  'intents-restore',
  'autostart-set',
  'diagnose-fix',
  'restore',
];

/** Passes on what the product's program answers. */
function programCalls({ program }: Pick<PanelBackend, 'program'>): Pick<PanelCalls, ProgramCall> {
  const passOn =
    <C extends ProgramCall>(name: C) =>
    (params: ProgramParams<C>, context: CallContext) =>
      program.call(
        name,
        params,
        UNINTERRUPTED.includes(name) ? { ...context, signal: new AbortController().signal } : context,
      );
  const calls = Object.fromEntries(PROGRAM_CALL_NAMES.map((name) => [name, passOn(name)]));
  // Each name has the function of that name.
  return calls as unknown as Pick<PanelCalls, ProgramCall>;
}

/** A file that a page uploads is there for these calls. */
function uploadCalls<Calls extends Pick<PanelCalls, 'restore-check' | 'restore'>>(
  calls: Calls,
  uploads: Uploads,
): Calls & Pick<PanelCalls, 'upload' | 'upload-part'> {
  return {
    ...calls,
    'restore-check': (params, context) =>
      uploads.read(params.file, () => calls['restore-check'](params, context)),
    restore: (params, context) => uploads.read(params.file, () => calls.restore(params, context)),
    upload: (params, context) => uploads.hold(params, context),
    'upload-part': (part) => uploads.write(part),
  };
}

/** Checks what came from outside, answers it, and never throws: errors come back as frames. */
export async function answerCall(
  calls: PanelCalls,
  name: string,
  params: unknown,
  context: CallContext,
): Promise<Reply<PanelErrorFrame>> {
  try {
    return { ok: await dispatch(PANEL_CALLS, calls, name, params, context) };
  } catch (error) {
    return { error: panelError(name, error).frame() };
  }
}

function panelError(name: string, error: unknown): PanelError {
  if (error instanceof PanelError) return error;
  if (error instanceof InvalidRequest) {
    return new PanelError(error.reason === 'unknown' ? 'UNKNOWN_CALL' : 'BAD_REQUEST', error.message);
  }
  return new PanelError(
    'FAILED',
    `${name} failed: ${error instanceof Error ? error.message : String(error)}`,
  );
}

async function done(order: Promise<string>): Promise<{ readonly message: string }> {
  return { message: await order };
}

async function disconnectAll(
  backend: PanelBackend,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<PanelResult<'disconnect'>> {
  let disconnected = 0;
  for (let at = 0; at < ids.length && !signal.aborted; at += ABREAST) {
    const answers = await Promise.all(ids.slice(at, at + ABREAST).map((id) => backend.disconnect(id)));
    disconnected += answers.filter(Boolean).length;
  }
  const gone = ids.length - disconnected;
  const clients = `${disconnected} ${disconnected === 1 ? 'client' : 'clients'} disconnected`;
  const message = gone === 0 ? `${clients}.` : `${clients}, ${gone} already gone.`;
  return { message, disconnected, gone };
}
