import type { PhantomState, Screen, Snapshot } from '../../contract/panel-snapshot.ts';
import { formatBytes } from '../../wording/format.ts';

/** Which event becomes which notification: a function of what is remembered and what is new. */

/** Each kind can be switched off. */
export const NOTICE_KINDS = {
  failed: 'The listener failed',
  recovered: 'The listener runs again',
  hung: 'The listener does not answer',
  capacity: 'Connections are nearly used up',
  alarm: 'CPU or memory alarm',
  database: 'QM unreachable, or back',
} as const;

export type NoticeKind = keyof typeof NOTICE_KINDS;

export interface Notice {
  readonly kind: NoticeKind;
  readonly title: string;
  readonly body: string;
  /** What a click opens. */
  readonly screen: Screen;
}

export type News =
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
  readonly held: Readonly<Partial<Record<NoticeKind, Notice>>>;
}

export const NOTHING_REMEMBERED: NoticeMemory = { shownAt: {}, held: {} };

/** At most one of a kind in so long, ms. */
const APART_MS = 60_000;
/** Of the connections: told at the first, told again only after the second was passed downwards. */
const NEARLY_FULL = 0.9;
const ROOM_AGAIN = 0.8;
const RECOVERIES = {
  ended: 'It had ended unexpectedly and was started again.',
  hung: 'It had stopped answering and was restarted.',
  failed: 'It could not be started before.',
} as const;

/** @returns what is to be shown now, and what is to be remembered */
export function noticesOf(
  memory: NoticeMemory,
  news: News,
  now: number,
): { readonly memory: NoticeMemory; readonly show: readonly Notice[] } {
  const { known, notice } = judged(memory, news);
  const waiting = { ...memory.held, ...(notice === undefined ? {} : { [notice.kind]: notice }) };
  const show = Object.values(waiting).filter(
    ({ kind }) => now - (memory.shownAt[kind] ?? Number.NEGATIVE_INFINITY) >= APART_MS,
  );
  const held = Object.fromEntries(Object.entries(waiting).filter(([, one]) => !show.includes(one)));
  const shownAt = { ...memory.shownAt, ...Object.fromEntries(show.map(({ kind }) => [kind, now])) };
  return { memory: { ...known, shownAt, held }, show };
}

interface Judgement {
  readonly known: NoticeMemory;
  readonly notice?: Notice | undefined;
}

function judged(memory: NoticeMemory, news: News): Judgement {
  switch (news.of) {
    case 'state':
      return ofState(memory, news.state, news.reason);
    case 'alarm':
      return { known: memory, notice: alarm(news) };
    case 'snapshot':
      return ofSnapshot(memory, news.snapshot);
  }
}

function ofState(memory: NoticeMemory, state: PhantomState, reason: string): Judgement {
  const known = { ...memory, state };
  switch (state) {
    case 'failed':
      return { known: { ...known, trouble: 'failed' }, notice: made('failed', reason) };
    case 'hung':
      return { known: { ...known, trouble: 'hung' }, notice: made('hung', reason) };
    case 'starting':
    case 'backing-off': {
      // A listener that was told to end says so first, which is the state `draining`.
      const ended = memory.state === 'running' || state === 'backing-off';
      return { known: { ...known, trouble: memory.trouble ?? (ended ? 'ended' : undefined) } };
    }
    case 'running': {
      const { trouble } = memory;
      const notice = trouble === undefined ? undefined : made('recovered', RECOVERIES[trouble]);
      return { known: { ...known, trouble: undefined }, notice };
    }
    default:
      return { known: { ...known, trouble: undefined } };
  }
}

function ofSnapshot(memory: NoticeMemory, { status }: Snapshot): Judgement {
  if (status === undefined) return { known: memory };
  const { connections, account } = status;
  const used = connections.open / connections.max;
  const full = used >= (memory.full ? ROOM_AGAIN : NEARLY_FULL);
  const databaseDown =
    account.state === 'connecting' ? (memory.databaseDown ?? false) : account.state === 'down';
  const known = { ...memory, full, databaseDown };
  if (databaseDown !== (memory.databaseDown ?? false)) {
    const down = `Account ${account.name} cannot be reached: ${account.reason ?? 'no reason is known'}`;
    const body = databaseDown ? down : `Account ${account.name} answers again.`;
    const title = databaseDown ? 'QM cannot be reached' : 'QM is back';
    return { known: { ...known, full: memory.full ?? false }, notice: { ...made('database', body), title } };
  }
  if (!full || memory.full) return { known };
  const body = `${connections.open} of ${connections.max} are in use. Further clients are refused at the limit.`;
  return { known, notice: { ...made('capacity', body), screen: 'connections' } };
}

function alarm({ what, value, limit }: Extract<News, { of: 'alarm' }>): Notice {
  const figure = (n: number): string => (what === 'cpu' ? `${Math.round(n)} % of a core` : formatBytes(n));
  const title = what === 'cpu' ? 'The listener uses much CPU' : 'The listener uses much memory';
  return { ...made('alarm', `${figure(value)}; the alarm is at ${figure(limit)}.`), title };
}

function made(kind: NoticeKind, body: string): Notice {
  const screen = kind === 'hung' ? 'logs' : 'overview';
  return { kind, title: NOTICE_KINDS[kind], body, screen };
}
