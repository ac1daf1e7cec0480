import {
  Button,
  Drawer,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { DocumentSearch20Regular } from '@fluentui/react-icons/svg/document-search';
import { LinkDismiss20Regular } from '@fluentui/react-icons/svg/link-dismiss';
import type { KeyboardEvent } from 'react';
import type { AnsweredQuery, ConnectionInfo, RunningQuery } from '../../contract/connections.ts';
import { formatDuration } from '../../wording/format.ts';
import { usePolled } from '../client/panel-context.ts';
import { CommandTooltip } from '../components/command.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { EmptyState } from '../components/list-screen.tsx';
import { formatByteSize, formatClock, formatCount, formatMilliseconds } from '../format.ts';
import { useFocusReturn } from '../hooks.ts';

const useStyles = makeStyles({
  drawer: { width: 'min(460px, 100vw)' },
  facts: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', gap: '4px 16px', margin: '0 0 20px' },
  term: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere', textAlign: 'right' },
  title: { margin: '20px 0 6px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  queries: { listStyle: 'none', margin: 0, padding: 0 },
  query: {
    display: 'grid',
    gridTemplateColumns: '64px minmax(0, 1fr) auto auto',
    columnGap: '10px',
    padding: '7px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  when: { color: tokens.colorNeutralForeground2 },
  intent: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  text: { gridColumn: '2 / -1', color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  bad: { color: tokens.colorPaletteRedForeground1 },
});

const POLL_INTERVAL_MS = 1_500;

/** Details and recent queries of one client. */
export function ClientDrawer(props: {
  readonly client: ConnectionInfo;
  /** Whether the client is still connected. */
  readonly isConnected: boolean;
  readonly now: number;
  readonly onClose: () => void;
  readonly onDisconnect: (id: string) => void;
}) {
  const styles = useStyles();
  const { client, isConnected, now, onDisconnect } = props;
  const onClose = useFocusReturn(props.onClose);
  return (
    <Drawer
      type="overlay"
      position="end"
      className={styles.drawer}
      open
      onOpenChange={(_, { open }) => !open && onClose()}
      // An open tooltip would handle Escape itself.
      onKeyDown={({ key }: KeyboardEvent) => key === 'Escape' && onClose()}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={<IconButton label="Close" icon={<Dismiss20Regular />} onClick={onClose} />}
        >
          Client {client.id}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <dl className={styles.facts}>
          {describeClient(client, now).map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt className={styles.term}>{name}</dt>
              <dd className={styles.value}>{value}</dd>
            </div>
          ))}
        </dl>
        <CommandTooltip command="disconnect" values={[client.id]}>
          <Button
            icon={<LinkDismiss20Regular />}
            disabledFocusable={!isConnected}
            onClick={() => isConnected && onDisconnect(client.id)}
          >
            {isConnected ? 'Disconnect' : 'Disconnected'}
          </Button>
        </CommandTooltip>
        <Queries connection={client.id} />
      </DrawerBody>
    </Drawer>
  );
}

function describeClient(client: ConnectionInfo, now: number): readonly (readonly [string, string])[] {
  return [
    ['Address', client.address],
    ...(client.proxy === undefined ? [] : ([['Through proxy', client.proxy]] as const)),
    ['User agent', client.userAgent ?? 'none'],
    ['Session', client.session],
    ['Connected since', `${formatClock(client.since, now)} (${formatDuration(now - client.since)})`],
    ['Last message', `${formatDuration(now - client.lastActivity)} ago`],
    ['Round trip', formatMilliseconds(client.rtt)],
    ['Messages in / out', `${formatCount(client.messagesIn)} / ${formatCount(client.messagesOut)}`],
    ['Queries', `${formatCount(client.queries)} (${formatCount(client.errors)} failed)`],
    ['Pending', formatByteSize(client.pendingBytes)],
  ];
}

function Queries({ connection }: { readonly connection: string }) {
  const styles = useStyles();
  const { value, error } = usePolled('queries', { connection }, POLL_INTERVAL_MS);
  const none = value !== undefined && value.running.length + value.recent.length === 0;
  return (
    <>
      <h3 className={styles.title}>Recent queries</h3>
      {error !== undefined && <span>{error.message}</span>}
      {none && (
        <EmptyState icon={<DocumentSearch20Regular />} title="No queries yet">
          Queries appear here as they are answered.
        </EmptyState>
      )}
      <ul className={styles.queries}>
        {value?.running.map((query) => (
          <Running key={query.askedAt} query={query} />
        ))}
        {value?.recent.map((query) => (
          <Answered key={`${query.askedAt} ${query.ms}`} query={query} />
        ))}
      </ul>
    </>
  );
}

function Running({ query }: { readonly query: RunningQuery }) {
  const styles = useStyles();
  return (
    <li className={styles.query}>
      <span className={styles.when}>{formatClock(query.askedAt).slice(-8)}</span>
      <span>running…</span>
      {query.text !== undefined && <span className={styles.text}>{query.text}</span>}
    </li>
  );
}

function Answered({ query }: { readonly query: AnsweredQuery }) {
  const styles = useStyles();
  const { intent, ms, rows, status, text, spoken } = query;
  return (
    <li className={styles.query}>
      <span className={styles.when}>{formatClock(query.askedAt).slice(-8)}</span>
      <span className={styles.intent}>{intent}</span>
      <span className={status === 'error' || status === 'cancelled' ? styles.bad : undefined}>
        {status === 'success' ? `${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}` : status}
      </span>
      <span>{formatMilliseconds(ms)}</span>
      {spoken !== undefined && (
        <span>
          {`spoken ${formatMilliseconds(spoken.audioMs)}, recognized in ${formatMilliseconds(spoken.ms)}`}
        </span>
      )}
      {text !== undefined && <span className={styles.text}>{text}</span>}
    </li>
  );
}
