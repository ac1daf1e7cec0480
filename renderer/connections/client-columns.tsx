import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { ConnectionInfo } from '../../contract/connections.ts';
import { describeClient } from '../../wording/format.ts';
import {
  clientKind,
  formatByteSize,
  formatClock,
  formatCount,
  formatMilliseconds,
  formatShortDuration,
} from '../format.ts';

export interface ClientColumn {
  readonly key: string;
  readonly title: string;
  /** Smallest width, px. */
  readonly width: number;
  /** Share of the space that is left. */
  readonly grow?: number;
  /** In a narrow table columns with a higher rank are hidden first; 0 is always shown. */
  readonly rank: number;
  readonly right?: true;
  readonly cell: (client: ConnectionInfo, now: number) => ReactNode;
  /** Value to sort and filter by. */
  readonly value: (client: ConnectionInfo) => string | number;
}

/** Columns of the client table, most important first. */
export const CLIENT_COLUMNS: readonly ClientColumn[] = [
  {
    key: 'number',
    title: 'No.',
    width: 44,
    rank: 1,
    right: true,
    cell: ({ id }) => id,
    value: ({ id }) => Number(id),
  },
  {
    key: 'address',
    title: 'Address',
    width: 126,
    grow: 1,
    rank: 0,
    cell: describeClient,
    value: describeClient,
  },
  {
    key: 'kind',
    title: 'Client',
    width: 84,
    grow: 1,
    rank: 3,
    cell: ({ userAgent }) => <span title={userAgent ?? undefined}>{clientKind(userAgent)}</span>,
    value: ({ userAgent }) => clientKind(userAgent),
  },
  {
    key: 'state',
    title: 'State',
    width: 100,
    rank: 0,
    cell: ({ state }) => <SessionState state={state} />,
    value: ({ state }) => state,
  },
  {
    key: 'since',
    title: 'Duration',
    width: 88,
    rank: 5,
    right: true,
    cell: ({ since }, now) => (
      <span title={`since ${formatClock(since, now)}`}>{formatShortDuration(now - since)}</span>
    ),
    value: ({ since }) => -since,
  },
  {
    key: 'idle',
    title: 'Idle',
    width: 80,
    rank: 2,
    right: true,
    cell: ({ lastActivity }, now) => formatShortDuration(now - lastActivity),
    value: ({ lastActivity }) => -lastActivity,
  },
  {
    key: 'rtt',
    title: 'RTT',
    width: 78,
    rank: 6,
    right: true,
    cell: ({ rtt }) => formatMilliseconds(rtt),
    value: ({ rtt }) => rtt ?? -1,
  },
  {
    key: 'traffic',
    title: 'In / out',
    width: 104,
    rank: 8,
    right: true,
    cell: ({ messagesIn, messagesOut }) => `${formatCount(messagesIn)} / ${formatCount(messagesOut)}`,
    value: ({ messagesIn, messagesOut }) => messagesIn + messagesOut,
  },
  {
    key: 'queries',
    title: 'Queries',
    width: 84,
    rank: 4,
    right: true,
    cell: ({ queries }) => formatCount(queries),
    value: ({ queries }) => queries,
  },
  {
    key: 'errors',
    title: 'Errors',
    width: 76,
    rank: 7,
    right: true,
    cell: ({ errors }) => <NonZero text={formatCount(errors)} isEmphasized={errors > 0} />,
    value: ({ errors }) => errors,
  },
  {
    key: 'pending',
    title: 'Pending',
    width: 88,
    rank: 9,
    right: true,
    cell: ({ pendingBytes }) => (
      <NonZero text={formatByteSize(pendingBytes)} isEmphasized={pendingBytes > 0} />
    ),
    value: ({ pendingBytes }) => pendingBytes,
  },
];

/** Zero is dimmed, so that other values stand out. */
function NonZero({ text, isEmphasized }: { readonly text: string; readonly isEmphasized: boolean }) {
  return <span style={isEmphasized ? EMPHASIZED : MUTED}>{text}</span>;
}

const EMPHASIZED = { fontWeight: tokens.fontWeightSemibold, color: tokens.colorPaletteRedForeground1 };
const MUTED = { color: tokens.colorNeutralForeground3 };

const useStyles = makeStyles({
  state: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
  dot: {
    width: '8px',
    height: '8px',
    borderRadius: '50%',
    flexShrink: 0,
    boxSizing: 'border-box',
    // High-contrast mode removes backgrounds, and with them the dot.
    forcedColorAdjust: 'none',
  },
});

const STATE_APPEARANCE: Readonly<
  Record<ConnectionInfo['state'], { readonly label: string; readonly color: string }>
> = {
  passive_listening: { label: 'Waiting', color: tokens.colorNeutralForeground3 },
  active_listening: { label: 'Listening', color: tokens.colorPaletteGreenBorderActive },
  processing: { label: 'Answering', color: tokens.colorPaletteBlueBorderActive },
  closed: { label: 'Closed', color: tokens.colorNeutralForeground3 },
};

/** The session's state in one word. */
function SessionState({ state }: { readonly state: ConnectionInfo['state'] }) {
  const styles = useStyles();
  const { label, color } = STATE_APPEARANCE[state];
  const hollow = state === 'passive_listening';
  return (
    <span className={styles.state}>
      <span
        aria-hidden
        className={styles.dot}
        style={hollow ? { border: `2px solid ${color}` } : { backgroundColor: color }}
      />
      {label}
    </span>
  );
}

export interface SortOrder {
  /** A column's key. */
  readonly by: string;
  readonly descending: boolean;
}

/** Clients with the text in any visible value, sorted by a column, then by number. */
export function filterAndSort(
  clients: readonly ConnectionInfo[],
  filter: string,
  { by, descending }: SortOrder,
): readonly ConnectionInfo[] {
  const wanted = filter.trim().toLowerCase();
  const value = CLIENT_COLUMNS.find(({ key }) => key === by)?.value ?? (({ id }) => Number(id));
  const sign = descending ? -1 : 1;
  return clients
    .filter((client) => wanted === '' || textOf(client).includes(wanted))
    .sort((one, other) => sign * compare(value(one), value(other)) || Number(one.id) - Number(other.id));
}

function textOf({ id, address, userAgent, session, state }: ConnectionInfo): string {
  return [id, address, userAgent ?? '', clientKind(userAgent), session, state].join(' ').toLowerCase();
}

function compare(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one).localeCompare(String(other), undefined, { numeric: true });
}
