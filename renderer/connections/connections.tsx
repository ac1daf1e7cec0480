import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { People20Regular } from '@fluentui/react-icons/svg/people';
import { PlugDisconnected20Regular } from '@fluentui/react-icons/svg/plug-disconnected';
import { useEffect, useRef, useState } from 'react';
import type { ClosedConnection, ConnectionInfo } from '../../contract/connections.ts';
import type { PanelError } from '../../wording/panel-error.ts';
import { useLive, usePolled, useSnapshot } from '../client/panel-context.ts';
import { Code } from '../components/command.tsx';
import { useConfirmation } from '../components/confirmation.tsx';
import { EmptyState, ListMiddle, ListScreen } from '../components/list-screen.tsx';
import { useAction } from '../components/use-action.ts';
import { formatCount } from '../format.ts';
import { useMedia } from '../hooks.ts';
import { ClientPanel } from './client-panel.tsx';
import { CLOSED_COLUMNS, filterAndSort, OPEN_COLUMNS, type SortOrder } from './connection-columns.tsx';
import { ConnectionTable } from './connection-table.tsx';
import { ConnectionTools, type ConnectionView } from './connection-tools.tsx';
import type { OpenedBy, TableHandle } from './virtual-table.tsx';

/** From this width on, a client's details stand beside the table. */
const WIDE = '(min-width: 900px)';

const useStyles = makeStyles({
  split: { display: 'flex', flexGrow: 1, minHeight: 0, position: 'relative' },
  list: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  // It keeps its size and place, so that the way back leads to where the reader was.
  hidden: { visibility: 'hidden' },
  beside: {
    display: 'flex',
    width: '400px',
    flexShrink: 0,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  instead: { display: 'flex', position: 'absolute', inset: 0 },
});

const POLL_INTERVAL_MS = 1_000;

interface Opened {
  readonly client: ConnectionInfo | ClosedConnection;
  readonly by: OpenedBy;
}

/** The Connections screen: connected clients or closed connections in one table, and the details of one. */
export function Connections() {
  const styles = useStyles();
  const isWide = useMedia(WIDE);
  const { value, error, refresh } = usePolled('connections', {}, POLL_INTERVAL_MS);
  const { perform, busy, cancel } = useAction();
  const confirm = useConfirmation();
  const [view, setView] = useState<ConnectionView>('open');
  const [filter, setFilter] = useState('');
  const [openOrder, setOpenOrder] = useState<SortOrder>({ by: 'number', descending: false });
  const [closedOrder, setClosedOrder] = useState<SortOrder>({ by: 'closedAt', descending: true });
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<Opened>();
  const table = useRef<TableHandle>(null);

  const pid = useLive(({ snapshot }) => snapshot?.status?.pid);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another listener numbers its clients anew.
  useEffect(() => {
    setSelectedIds(new Set());
    setOpened(undefined);
  }, [pid]);

  const open = filterAndSort(value?.open ?? [], OPEN_COLUMNS, filter, openOrder);
  const closed = filterAndSort(value?.closed ?? [], CLOSED_COLUMNS, filter, closedOrder);
  // Clients that have left or are filtered out are not disconnected.
  const selected = new Set(open.filter(({ id }) => selectedIds.has(id)).map(({ id }) => id));
  const connected = value?.open.find(({ id }) => id === opened?.client.id);
  const shown = connected ?? value?.closed.find(({ id }) => id === opened?.client.id) ?? opened?.client;

  const disconnect = async (ids: readonly string[]): Promise<void> => {
    const several = ids.length > 1;
    const confirmation = {
      title: `Disconnect ${formatCount(ids.length)} clients?`,
      text: 'Their pending queries are not answered. Most clients reconnect automatically.',
      confirmLabel: 'Disconnect',
    };
    if (several && !(await confirm(confirmation))) return;
    // After a cancelled or failed disconnect, the remaining clients stay selected.
    if (await perform('disconnect', { ids: [...ids] })) setSelectedIds(new Set());
    refresh();
  };
  const close = (): void => {
    if (opened === undefined) return;
    setOpened(undefined);
    table.current?.focusRow(opened.client.id);
  };
  const tableProps = {
    opened: opened?.client.id,
    onOpen: (client: ConnectionInfo | ClosedConnection, by: OpenedBy) => setOpened({ client, by }),
    handle: table,
  };
  const isEmpty = (view === 'open' ? open : closed).length === 0;

  return (
    <ListScreen
      label="Connections"
      bar={
        <ConnectionTools
          view={view}
          onView={(next) => {
            setView(next);
            setOpened(undefined);
          }}
          connections={value}
          filtered={{ open, closed }}
          filter={filter}
          onFilter={setFilter}
          selected={selected.size}
          onDisconnect={() => void disconnect([...selected])}
          onCancel={busy === 'disconnect' ? cancel : undefined}
        />
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the details from anywhere on the screen. */}
      <div
        className={styles.split}
        onKeyDown={({ key, target }) =>
          key === 'Escape' && !(target instanceof HTMLInputElement && target.type === 'search') && close()
        }
      >
        <div className={mergeClasses(styles.list, shown !== undefined && !isWide && styles.hidden)}>
          {value === undefined ? (
            <ConnectionsUnavailable error={error} />
          ) : isEmpty ? (
            <NoConnections view={view} isFiltered={filter.trim() !== ''} />
          ) : view === 'open' ? (
            <ConnectionTable
              {...tableProps}
              label="Clients"
              connections={open}
              columns={OPEN_COLUMNS}
              order={openOrder}
              onOrder={setOpenOrder}
              selection={{ selected, onSelect: setSelectedIds }}
            />
          ) : (
            <ConnectionTable
              {...tableProps}
              label="Closed connections"
              connections={closed}
              columns={CLOSED_COLUMNS}
              order={closedOrder}
              onOrder={setClosedOrder}
            />
          )}
        </div>
        {opened !== undefined && shown !== undefined && (
          <div className={isWide ? styles.beside : styles.instead}>
            <ClientPanel
              client={shown}
              isConnected={connected !== undefined}
              replacesTable={!isWide}
              takesFocus={!isWide || opened.by === 'keyboard'}
              onClose={close}
              onDisconnect={(id) => void disconnect([id])}
            />
          </div>
        )}
      </div>
    </ListScreen>
  );
}

/** Shown instead of the table when the list is not available. */
function ConnectionsUnavailable({ error }: { readonly error: PanelError | undefined }) {
  const snapshot = useSnapshot();
  return (
    <ListMiddle>
      {snapshot?.status === undefined ? (
        <EmptyState icon={<PlugDisconnected20Regular />} title="No connections">
          {snapshot === undefined
            ? 'The panel is not connected.'
            : 'The listener is not running or not responding. See the overview for the reason, and to start it.'}
        </EmptyState>
      ) : error === undefined ? (
        <EmptyState icon={<People20Regular />} title="Loading…" />
      ) : (
        <EmptyState icon={<PlugDisconnected20Regular />} title={error.message}>
          {error.advice}
        </EmptyState>
      )}
    </ListMiddle>
  );
}

/** Shown instead of the table when it has no rows. */
function NoConnections({
  view,
  isFiltered,
}: {
  readonly view: ConnectionView;
  readonly isFiltered: boolean;
}) {
  const port = useLive(({ snapshot }) => snapshot?.port);
  const icon = <People20Regular />;
  return (
    <ListMiddle>
      {isFiltered ? (
        <EmptyState icon={icon} title={view === 'open' ? 'No matching clients' : 'No matching connections'}>
          The filter searches number, address, client, session
          {view === 'open' ? ' and state' : ', who closed it, code and reason'}.
        </EmptyState>
      ) : view === 'closed' ? (
        <EmptyState icon={icon} title="No closed connections">
          The last 1,000 closed connections appear here, with the reason.
        </EmptyState>
      ) : (
        <EmptyState icon={icon} title="No clients connected">
          HAL clients connect to port {port}. To try it, run <Code>hal-listener query "hello"</Code>.
        </EmptyState>
      )}
    </ListMiddle>
  );
}
