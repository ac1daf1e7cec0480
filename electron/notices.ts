import { type Alarm, alarmTitle } from '../contract/alarm.ts';
import type { PhantomState, Screen, Snapshot } from '../contract/panel-snapshot.ts';

/** Which event becomes which notification: a function of what is remembered and what is new. */

/** Each kind can be switched off. */
export const NOTICE_KINDS = {
  failed: 'Listener failed',
  recovered: 'Listener running again',
  hung: 'Listener not responding',
  capacity: 'Connections almost full',
  alarm: 'Alarms, such as high CPU usage',
  database: 'QM unreachable or back',
} as const;

export type NoticeKind = keyof typeof NOTICE_KINDS;

export interface Notice {
  /** A notification replaces the one with the same id: its kind, and for an alarm what it is about. */
  readonly id: string;
  readonly kind: NoticeKind;
  readonly title: string;
  readonly body: string;
  /** What a click opens. */
  readonly screen: Screen;
}

export type NotifierEvent =
  | { readonly of: 'state'; readonly state: PhantomState; readonly reason: string }
  /** Once a second. */
  | { readonly of: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly of: 'alarm'; readonly alarm: Alarm };

export interface NoticeMemory {
  readonly state?: PhantomState;
  readonly trouble?: 'ended' | 'hung' | 'failed' | undefined;
  readonly full?: boolean;
  readonly databaseDown?: boolean;
  /** When each was shown last, by id, ms of the clock handed in. */
  readonly shownAt: Readonly<Partial<Record<string, number>>>;
  /** What waits for its minute to be over, by id: the latest says what is true. */
  readonly pending: Readonly<Record<string, Notice>>;
}

export const EMPTY_MEMORY: NoticeMemory = { shownAt: {}, pending: {} };

/** At most one with the same id in so long, ms. */
const MIN_INTERVAL_MS = 60_000;
/** Of the connections: told at the first, told again only after the second was passed downwards. */
const NEARLY_FULL = 0.9;
const ROOM_AGAIN = 0.8;
const RECOVERY_TEXTS = {
  ended: 'It exited unexpectedly and was restarted.',
  hung: 'It stopped responding and was restarted.',
  failed: 'Earlier starts failed.',
} as const;

/** @returns what is to be shown now, and what is to be remembered */
export function nextNotices(
  memory: NoticeMemory,
  event: NotifierEvent,
  now: number,
): { readonly memory: NoticeMemory; readonly show: readonly Notice[] } {
  const { next, notice } = evaluate(memory, event);
  const candidates: Readonly<Record<string, Notice>> = {
    ...memory.pending,
    ...(notice === undefined ? {} : { [notice.id]: notice }),
  };
  const show = Object.values(candidates).filter(
    ({ id }) => now - (memory.shownAt[id] ?? Number.NEGATIVE_INFINITY) >= MIN_INTERVAL_MS,
  );
  const pending = Object.fromEntries(Object.entries(candidates).filter(([, one]) => !show.includes(one)));
  const shownAt = { ...memory.shownAt, ...Object.fromEntries(show.map(({ id }) => [id, now])) };
  return { memory: { ...next, shownAt, pending }, show };
}

interface Evaluation {
  readonly next: NoticeMemory;
  readonly notice?: Notice | undefined;
}

function evaluate(memory: NoticeMemory, event: NotifierEvent): Evaluation {
  switch (event.of) {
    case 'state':
      return onState(memory, event.state, event.reason);
    case 'alarm':
      return { next: memory, notice: alarmNotice(event.alarm) };
    case 'snapshot':
      return onSnapshot(memory, event.snapshot);
  }
}

function onState(memory: NoticeMemory, state: PhantomState, reason: string): Evaluation {
  const next = { ...memory, state };
  switch (state) {
    case 'failed':
      return { next: { ...next, trouble: 'failed' }, notice: createNotice('failed', reason) };
    case 'hung':
      return { next: { ...next, trouble: 'hung' }, notice: createNotice('hung', reason) };
    case 'starting':
    case 'backing-off': {
      // A listener that was told to end says so first, which is the state `draining`.
      const ended = memory.state === 'running' || state === 'backing-off';
      return { next: { ...next, trouble: memory.trouble ?? (ended ? 'ended' : undefined) } };
    }
    case 'running': {
      const { trouble } = memory;
      const notice = trouble === undefined ? undefined : createNotice('recovered', RECOVERY_TEXTS[trouble]);
      return { next: { ...next, trouble: undefined }, notice };
    }
    default:
      return { next: { ...next, trouble: undefined } };
  }
}

function onSnapshot(memory: NoticeMemory, { status }: Snapshot): Evaluation {
  if (status === undefined) return { next: memory };
  const { connections, account } = status;
  const used = connections.open / connections.max;
  const full = used >= (memory.full ? ROOM_AGAIN : NEARLY_FULL);
  const databaseDown =
    account.state === 'connecting' ? (memory.databaseDown ?? false) : account.state === 'down';
  const next = { ...memory, full, databaseDown };
  if (databaseDown !== (memory.databaseDown ?? false)) {
    const down = `Cannot reach account ${account.name}: ${account.reason ?? 'unknown reason'}`;
    const body = databaseDown ? down : `Account ${account.name} is available again.`;
    const title = databaseDown ? 'QM unreachable' : 'QM is back';
    return {
      next: { ...next, full: memory.full ?? false },
      notice: { ...createNotice('database', body), title },
    };
  }
  if (!full || memory.full) return { next };
  const body = `${connections.open} of ${connections.max} in use. New clients are rejected at the limit.`;
  return { next, notice: { ...createNotice('capacity', body), screen: 'connections' } };
}

/** The tray says itself that the listener is running again. */
function alarmNotice(alarm: Alarm): Notice | undefined {
  if (alarm.kind === 'crash') return undefined;
  return { ...createNotice('alarm', alarm.detail), id: `alarm-${alarm.kind}`, title: alarmTitle(alarm) };
}

function createNotice(kind: NoticeKind, body: string): Notice {
  const screen = kind === 'hung' ? 'logs' : 'overview';
  return { id: kind, kind, title: NOTICE_KINDS[kind], body, screen };
}
