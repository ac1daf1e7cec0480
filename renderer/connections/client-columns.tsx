import { tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { ConnectionInfo } from '../../contract/connections.ts';
import { bytes, count, milliseconds } from '../format/figures.ts';
import { clientKind } from '../format/text.ts';
import { clock, shortDuration } from '../format/times.ts';
import { SessionState } from './session-state.tsx';

export interface ClientColumn {
  readonly key: string;
  readonly title: string;
  /** CSS width in the grid. */
  readonly width: string;
  /** Shown from this width of the table on, px. */
  readonly from: number;
  readonly right?: true;
  readonly cell: (client: ConnectionInfo, now: number) => ReactNode;
  /** What it is sorted and filtered by. */
  readonly value: (client: ConnectionInfo) => string | number;
}

/** What the table says of a client, most wanted first. */
export const CLIENT_COLUMNS: readonly ClientColumn[] = [
  {
    key: 'number',
    title: 'No.',
    width: '44px',
    from: 0,
    right: true,
    cell: ({ id }) => id,
    value: ({ id }) => Number(id),
  },
  {
    key: 'address',
    title: 'Address',
    width: 'minmax(150px, 1fr)',
    from: 0,
    cell: ({ address }) => address,
    value: ({ address }) => address,
  },
  {
    key: 'kind',
    title: 'Client',
    width: 'minmax(84px, 1fr)',
    from: 620,
    cell: ({ userAgent }) => <span title={userAgent ?? undefined}>{clientKind(userAgent)}</span>,
    value: ({ userAgent }) => clientKind(userAgent),
  },
  {
    key: 'state',
    title: 'State',
    width: '100px',
    from: 0,
    cell: ({ state }) => <SessionState state={state} />,
    value: ({ state }) => state,
  },
  {
    key: 'since',
    title: 'Since',
    width: '88px',
    from: 760,
    right: true,
    cell: ({ since }, now) => <span title={`since ${clock(since, now)}`}>{shortDuration(now - since)}</span>,
    value: ({ since }) => -since,
  },
  {
    key: 'idle',
    title: 'Idle',
    width: '80px',
    from: 520,
    right: true,
    cell: ({ lastActivity }, now) => shortDuration(now - lastActivity),
    value: ({ lastActivity }) => -lastActivity,
  },
  {
    key: 'rtt',
    title: 'RTT',
    width: '78px',
    from: 860,
    right: true,
    cell: ({ rtt }) => milliseconds(rtt),
    value: ({ rtt }) => rtt ?? -1,
  },
  {
    key: 'traffic',
    title: 'In / out',
    width: '104px',
    from: 980,
    right: true,
    cell: ({ messagesIn, messagesOut }) => `${count(messagesIn)} / ${count(messagesOut)}`,
    value: ({ messagesIn, messagesOut }) => messagesIn + messagesOut,
  },
  {
    key: 'queries',
    title: 'Queries',
    width: '84px',
    from: 680,
    right: true,
    cell: ({ queries }) => count(queries),
    value: ({ queries }) => queries,
  },
  {
    key: 'errors',
    title: 'Errors',
    width: '76px',
    from: 920,
    right: true,
    cell: ({ errors }) => <Seldom word={count(errors)} isThere={errors > 0} />,
    value: ({ errors }) => errors,
  },
  {
    key: 'pending',
    title: 'Pending',
    width: '88px',
    from: 1_080,
    right: true,
    cell: ({ pendingBytes }) => <Seldom word={bytes(pendingBytes)} isThere={pendingBytes > 0} />,
    value: ({ pendingBytes }) => pendingBytes,
  },
];

/** What is nought nearly always steps back, so that the rest is seen. */
function Seldom({ word, isThere }: { readonly word: string; readonly isThere: boolean }) {
  return <span style={isThere ? SEEN : QUIET}>{word}</span>;
}

const SEEN = { fontWeight: tokens.fontWeightSemibold, color: tokens.colorPaletteRedForeground1 };
const QUIET = { color: tokens.colorNeutralForeground3 };
