import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowLeft20Regular } from '@fluentui/react-icons/svg/arrow-left';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { DocumentText20Regular } from '@fluentui/react-icons/svg/document-text';
import { LinkDismiss20Regular } from '@fluentui/react-icons/svg/link-dismiss';
import { useEffect, useId, useRef } from 'react';
import type { ClosedConnection, ConnectionInfo } from '../../contract/connections.ts';
import { formatDuration } from '../../wording/format.ts';
import { useNow } from '../clock.ts';
import { CommandTooltip } from '../components/command.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { clientKind, formatByteSize, formatClock, formatCount, formatMilliseconds } from '../format.ts';
import { useNavigate } from '../navigation.ts';
import { ClientQuestions } from './client-questions.tsx';
import { closedBy, closeReason } from './closing-words.ts';

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    flexGrow: 1,
    minHeight: 0,
    boxSizing: 'border-box',
    padding: '12px 16px 16px',
    overflowY: 'auto',
    '& > *': { flexShrink: 0 },
  },
  head: { display: 'flex', alignItems: 'flex-start', gap: '8px' },
  title: {
    margin: 0,
    flexGrow: 1,
    minWidth: 0,
    overflowWrap: 'anywhere',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    borderRadius: tokens.borderRadiusSmall,
    ':focus': { outline: 'none' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  back: { alignSelf: 'flex-start', marginLeft: '-8px' },
  facts: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', gap: '4px 16px', margin: 0 },
  term: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere', textAlign: 'right' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** Details and questions of one client, connected or not, beside the table or instead of it. */
export function ClientPanel(props: {
  readonly client: ConnectionInfo | ClosedConnection;
  /** Whether the client is still connected. */
  readonly isConnected: boolean;
  /** Whether it stands where the table was. */
  readonly replacesTable: boolean;
  /** Whether it takes the focus. */
  readonly takesFocus: boolean;
  readonly onClose: () => void;
  readonly onDisconnect: (id: string) => void;
}) {
  const styles = useStyles();
  const { client, isConnected, replacesTable, takesFocus, onClose, onDisconnect } = props;
  const facts = useNow((now) => factsOf(client, now));
  const navigate = useNavigate();
  const title = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each client that is opened takes the focus once.
  useEffect(() => {
    if (takesFocus) title.current?.focus({ preventScroll: true });
  }, [client.id]);
  return (
    <section className={styles.panel} aria-labelledby={titleId} data-testid="client">
      {replacesTable && (
        <Button
          className={styles.back}
          size="small"
          appearance="subtle"
          icon={<ArrowLeft20Regular />}
          onClick={onClose}
        >
          Back to the list
        </Button>
      )}
      <div className={styles.head}>
        <h2 ref={title} id={titleId} className={styles.title} tabIndex={-1}>
          Client {client.id}: {clientKind(client.userAgent)}
        </h2>
        {!replacesTable && <IconButton label="Close" icon={<Dismiss20Regular />} onClick={onClose} />}
      </div>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt className={styles.term}>{name}</dt>
            <dd className={styles.value}>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.actions}>
        <Button icon={<DocumentText20Regular />} onClick={() => navigate('logs', { client: client.address })}>
          Show its log lines
        </Button>
        {!('closedAt' in client) && (
          <CommandTooltip command="disconnect" values={[client.id]}>
            <Button
              icon={<LinkDismiss20Regular />}
              disabledFocusable={!isConnected}
              onClick={() => isConnected && onDisconnect(client.id)}
            >
              {isConnected ? 'Disconnect' : 'Disconnected'}
            </Button>
          </CommandTooltip>
        )}
      </div>
      <ClientQuestions connection={client.id} />
    </section>
  );
}

type Fact = readonly [name: string, value: string];

function factsOf(client: ConnectionInfo | ClosedConnection, now: number): readonly Fact[] {
  const isClosed = 'closedAt' in client;
  const end = isClosed ? client.closedAt : now;
  return [
    ['Address', client.address],
    ...(client.proxy === undefined ? [] : [['Through proxy', client.proxy] as const]),
    ['User agent', client.userAgent ?? 'none'],
    ['Session', client.session],
    ...(isClosed ? closingFacts(client, now) : []),
    ['Connected', `${formatClock(client.since, now)}, for ${formatDuration(end - client.since)}`],
    [
      'Last message',
      isClosed ? formatClock(client.lastActivity, now) : `${formatDuration(now - client.lastActivity)} ago`,
    ],
    ['Round trip', formatMilliseconds(client.rtt)],
    ['Messages in / out', `${formatCount(client.messagesIn)} / ${formatCount(client.messagesOut)}`],
    ['Queries', formatCount(client.queries)],
    ['Failed', formatCount(client.failed)],
    ['Malformed', formatCount(client.malformed)],
    ...(isClosed ? [] : [['Pending', formatByteSize(client.pendingBytes)] as const]),
  ];
}

function closingFacts(closed: ClosedConnection, now: number): readonly Fact[] {
  return [
    ['Closed', formatClock(closed.closedAt, now)],
    ['Closed by', closedBy(closed)],
    ['Reason', closeReason(closed)],
    ['Close code', String(closed.code)],
  ];
}
