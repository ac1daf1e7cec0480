import { Button, makeStyles, SearchBox, Tab, TabList } from '@fluentui/react-components';
import { LinkDismiss20Regular } from '@fluentui/react-icons/svg/link-dismiss';
import { People20Regular } from '@fluentui/react-icons/svg/people';
import { PlugDisconnected20Regular } from '@fluentui/react-icons/svg/plug-disconnected';
import { useEffect, useState } from 'react';
import type { ConnectionInfo } from '../../contract/connections.ts';
import type { PanelError } from '../../wording/panel-error.ts';
import { useLive, usePolled } from '../client/panel-context.ts';
import { Code, CommandTooltip } from '../components/command.tsx';
import { useConfirmation } from '../components/confirmation.tsx';
import { EmptyState, ListMiddle, ListScreen } from '../components/list-screen.tsx';
import { useAction } from '../components/use-action.ts';
import { formatCount } from '../format.ts';
import { useNow } from '../hooks.ts';
import { filterAndSort, type SortOrder } from './client-columns.tsx';
import { ClientDrawer } from './client-drawer.tsx';
import { ClientTable } from './client-table.tsx';
import { ClosedTable } from './closed-table.tsx';

const useStyles = makeStyles({
  search: { flexGrow: 1, maxWidth: '280px', minWidth: '120px' },
  end: { marginLeft: 'auto' },
});

const POLL_INTERVAL_MS = 1_000;

/** The Connections screen: connected clients, closed connections and their queries. */
export function Connections() {
  const styles = useStyles();
  const now = useNow();
  const { snapshot } = useLive();
  const { value, error, refresh } = usePolled('connections', {}, POLL_INTERVAL_MS);
  const { perform, busy, cancel } = useAction();
  const confirm = useConfirmation();
  const [tab, setTab] = useState<'open' | 'closed'>('open');
  const [filter, setFilter] = useState('');
  const [order, setOrder] = useState<SortOrder>({ by: 'number', descending: false });
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<ConnectionInfo>();

  const pid = snapshot?.status?.pid;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another listener numbers its clients anew.
  useEffect(() => {
    setSelectedIds(new Set());
    setOpened(undefined);
  }, [pid]);

  const open = value?.open ?? [];
  const closed = value?.closed ?? [];
  const clients = filterAndSort(open, filter, order);
  // Clients that have left or are filtered out are not disconnected.
  const selected = new Set(clients.filter(({ id }) => selectedIds.has(id)).map(({ id }) => id));
  const drawerClient = opened && (open.find(({ id }) => id === opened.id) ?? opened);

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

  const bar = (
    <>
      <TabList
        size="small"
        selectedValue={tab}
        onTabSelect={(_, { value: next }) => setTab(next as typeof tab)}
      >
        <Tab value="open">Connected {value === undefined ? '' : formatCount(value.total)}</Tab>
        <Tab value="closed">Closed {value === undefined ? '' : formatCount(closed.length)}</Tab>
      </TabList>
      {tab === 'open' && (
        <>
          <SearchBox
            className={styles.search}
            size="small"
            placeholder="Filter"
            aria-label="Filter clients"
            value={filter}
            onChange={(_, { value: text }) => setFilter(text)}
          />
          <span className={styles.end}>
            {busy === 'disconnect' ? (
              <Button size="small" onClick={cancel}>
                Cancel disconnect
              </Button>
            ) : (
              <DisconnectButton selected={selected.size} onClick={() => void disconnect([...selected])} />
            )}
          </span>
        </>
      )}
    </>
  );

  return (
    <ListScreen label="Connections" bar={bar}>
      {value === undefined ? (
        <ClientListUnavailable error={error} />
      ) : tab === 'closed' ? (
        <ClosedTable closed={closed} now={now} />
      ) : clients.length === 0 ? (
        <EmptyClientList filtered={open.length > 0} />
      ) : (
        <ClientTable
          clients={clients}
          now={now}
          order={order}
          onOrder={setOrder}
          selected={selected}
          onSelect={setSelectedIds}
          onOpen={setOpened}
        />
      )}
      {drawerClient !== undefined && (
        <ClientDrawer
          client={drawerClient}
          isConnected={open.some(({ id }) => id === drawerClient.id)}
          now={now}
          onClose={() => setOpened(undefined)}
          onDisconnect={(id) => void disconnect([id])}
        />
      )}
    </ListScreen>
  );
}

/** Disconnects the selected clients. */
function DisconnectButton({
  selected,
  onClick,
}: {
  /** Number of selected clients. */
  readonly selected: number;
  readonly onClick: () => void;
}) {
  return (
    <CommandTooltip command="disconnect" text="Disconnects the selected clients">
      <Button
        size="small"
        icon={<LinkDismiss20Regular />}
        disabledFocusable={selected === 0}
        onClick={() => selected > 0 && onClick()}
      >
        Disconnect{selected === 0 ? '' : ` ${formatCount(selected)}`}
      </Button>
    </CommandTooltip>
  );
}

/** Shown instead of the table when the list is not available. */
function ClientListUnavailable({ error }: { readonly error: PanelError | undefined }) {
  const { snapshot } = useLive();
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

/** Shown instead of the table when no client is connected or matches the filter. */
function EmptyClientList({ filtered }: { readonly filtered: boolean }) {
  const { snapshot } = useLive();
  return (
    <ListMiddle>
      {filtered ? (
        <EmptyState icon={<People20Regular />} title="No matching clients">
          The filter searches number, address, client, session and state.
        </EmptyState>
      ) : (
        <EmptyState icon={<People20Regular />} title="No clients connected">
          HAL clients connect to port {snapshot?.port}. To try it, run <Code>hal-listener query "hello"</Code>
          .
        </EmptyState>
      )}
    </ListMiddle>
  );
}
