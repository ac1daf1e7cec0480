import type { PhantomView, Processes } from '../contract/panel-processes.ts';
import { describePortOwner } from '../supervisor/platform/platform.ts';
import type { ListenerProcess } from '../supervisor/registry/find-listeners.ts';
import { PanelError } from '../wording/panel-error.ts';
import type { PanelSupervisor } from './backend.ts';
import { mayBeStopped } from './port-release.ts';

type ListingSupervisor = Pick<PanelSupervisor, 'list' | 'connect'> & {
  readonly options: { readonly platform: Pick<PanelSupervisor['options']['platform'], 'process'> };
};

/** Looks for the phantoms of other homes. */
type LookForOthers = (
  known: ReadonlySet<number>,
  isHomeHidden: boolean,
) => Promise<Pick<Processes, 'others' | 'othersIncomplete'>>;

/** The listener answers at once or not in time for a list that is renewed every few seconds. */
const SAMPLE_TIMEOUT_MS = 1_500;

/**
 * Every phantom that this user may see as `hal-listener list` finds them, with what the operating system tells, and who has
 * the port.
 *
 * @param ownPid of this program, which is not offered to be stopped
 */
export async function listProcesses(
  supervisor: ListingSupervisor,
  ownPid: number,
  lookForOthers: LookForOthers,
): Promise<Processes> {
  const { listeners, unknown, hidden, port, foreignOwner } = await supervisor.list();
  const phantoms = await Promise.all(listeners.map((listener) => viewOf(listener, supervisor)));
  const others = await lookForOthers(new Set(phantoms.map(({ pid }) => pid)), hidden !== undefined);
  const isOurs = phantoms.some(({ ports }) => ports.includes(port));
  return {
    phantoms,
    unknown: unknown.map(({ userNo, form }) => ({ userNo, form })),
    ...(hidden === undefined ? {} : { hidden }),
    ...others,
    port:
      foreignOwner === undefined
        ? { port, state: isOurs ? 'phantom' : 'free', canStop: false }
        : {
            port,
            state: 'other',
            owner: describePortOwner(foreignOwner),
            ...(foreignOwner.kind === 'process' ? { pid: foreignOwner.process.pid } : {}),
            canStop: mayBeStopped(foreignOwner, ownPid),
          },
  };
}

async function viewOf(listener: ListenerProcess, supervisor: ListingSupervisor): Promise<PhantomView> {
  const { userNo, pid, ports, origin, account, version } = listener.registration;
  const found = await supervisor.options.platform.process(pid).catch(() => undefined);
  const view = {
    userNo,
    pid,
    ports,
    origin,
    account,
    version,
    ...(found?.user === undefined ? {} : { user: found.user }),
  };
  if (listener.condition !== 'answers') {
    const condition = listener.condition === 'hangs' ? 'hung' : 'refuses';
    const since = found?.startedAt;
    return { ...view, condition, why: listener.why, ...(since === undefined ? {} : { since }) };
  }
  const { status } = listener;
  const load = await loadOf(listener, supervisor);
  return {
    ...view,
    condition: status.drain === undefined ? status.state : 'draining',
    since: status.startedAt,
    clients: { open: status.connections.open, max: status.connections.max },
    ...(status.owner === undefined ? {} : { owner: status.owner.by }),
    ...(load === undefined ? {} : { load }),
  };
}

/** Undefined if it does not answer in time, or is of a version that does not tell. */
async function loadOf(
  { registration }: ListenerProcess,
  supervisor: Pick<PanelSupervisor, 'connect'>,
): Promise<PhantomView['load']> {
  try {
    const client = await supervisor.connect(registration);
    try {
      const { sample } = await client.request('last-sample', {}, SAMPLE_TIMEOUT_MS);
      return sample && { cpu: sample.cpu, rss: sample.rss };
    } finally {
      client.close();
    }
  } catch {
    return undefined;
  }
}

/**
 * Ends phantoms by their User No., as `hal-listener kill` does, until the signal is aborted.
 *
 * @param kill ends one @throws PanelError
 * @returns a sentence that says which
 * @throws PanelError STOP_FAILED, which says which were ended and why others were not
 */
export async function endPhantoms(
  userNos: readonly number[],
  kill: (userNo: number) => Promise<unknown>,
  signal: AbortSignal,
): Promise<string> {
  const ended: number[] = [];
  const failures: string[] = [];
  for (const userNo of new Set(userNos)) {
    if (signal.aborted) break;
    try {
      await kill(userNo);
      ended.push(userNo);
    } catch (error) {
      if (!(error instanceof PanelError)) throw error;
      failures.push(`User No. ${userNo}: ${error.message}`);
    }
  }
  const done = ended.length === 0 ? 'No phantom was ended.' : `Ended User No. ${ended.join(', ')}.`;
  if (failures.length > 0) throw new PanelError('STOP_FAILED', [done, ...failures].join(' '));
  return done;
}
