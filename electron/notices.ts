import type { PhantomState, Screen, Snapshot } from '../contract/panel-snapshot.ts';
import { formatBytes } from '../wording/format.ts';

/** Which event becomes which notification: a function of what is remembered and what is new. */

/** Each kind can be switched off. */
export const NOTICE_KINDS = {
  failed: 'Listener failed',
  recovered: 'Listener running again',
  hung: 'Listener not responding',
  capacity: 'Connections almost full',
  alarm: 'CPU or memory alarm',
  database: 'QM unreachable or back',
} as const;

export type NoticeKind = keyof typeof NOTICE_KINDS;

export interface Notice {
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
  | { readonly of: 'alarm'; readonly what: 'cpu' | 'rss'; readonly value: number; readonly limit: number };

export interface NoticeMemory {
  readonly state?: PhantomState;
  readonly trouble?: 'ended' | 'hung' | 'failed' | undefined;
  readonly full?: boolean;
  readonly databaseDown?: boolean;
  /** When each kind was shown last, ms of the clock handed in. */
  readonly shownAt: Readonly<Partial<Record<NoticeKind, number>>>;
  /** What waits for its kind's minute to be over: the latest says what is true. */
  readonly pending: Readonly<Partial<Record<NoticeKind, Notice>>>;
}

export const EMPTY_MEMORY: NoticeMemory = { shownAt: {}, pending: {} };

/** At most one of a kind in so long, ms. */
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
  const candidates = { ...memory.pending, ...(notice === undefined ? {} : { [notice.kind]: notice }) };
  const show = Object.values(candidates).filter(
    ({ kind }) => now - (memory.shownAt[kind] ?? Number.NEGATIVE_INFINITY) >= MIN_INTERVAL_MS,
  );
  const pending = Object.fromEntries(Object.entries(candidates).filter(([, one]) => !show.includes(one)));
  const shownAt = { ...memory.shownAt, ...Object.fromEntries(show.map(({ kind }) => [kind, now])) };
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
      return { next: memory, notice: alarmNotice(event) };
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

function alarmNotice({ what, value, limit }: Extract<NotifierEvent, { of: 'alarm' }>): Notice {
  const figure = (n: number): string => (what === 'cpu' ? `${Math.round(n)} % of a core` : formatBytes(n));
  const title = what === 'cpu' ? 'High CPU usage' : 'High memory usage';
  return { ...createNotice('alarm', `${figure(value)}, limit ${figure(limit)}.`), title };
}

function createNotice(kind: NoticeKind, body: string): Notice {
  const screen = kind === 'hung' ? 'logs' : 'overview';
  return { kind, title: NOTICE_KINDS[kind], body, screen };
}
