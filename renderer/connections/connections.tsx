import { Button, makeStyles, SearchBox, Tab, TabList } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { ConnectionInfo } from '../../contract/connections.ts';
import { useLive } from '../client/panel-context.ts';
import { usePolled } from '../client/use-polled.ts';
import { count } from '../format/figures.ts';
import { useNow } from '../hooks.ts';
import { useConfirmation } from '../parts/confirmation.tsx';
import { ListScreen } from '../parts/list-screen.tsx';
import { useAction } from '../parts/use-order.ts';
import { ClientDrawer } from './client-drawer.tsx';
import { type Order, ordered } from './client-order.ts';
import { ClientTable } from './client-table.tsx';
import { ClosedTable } from './closed-table.tsx';
import { DisconnectButton } from './disconnect-button.tsx';
import { Nobody, NoList } from './no-clients.tsx';

const useStyles = makeStyles({
  search: { flexGrow: 1, maxWidth: '280px', minWidth: '120px' },
  end: { marginLeft: 'auto' },
});

const POLL_INTERVAL_MS = 1_000;

/** Who is connected, who left, and what each of them asked. */
export function Connections() {
  const styles = useStyles();
  const now = useNow();
  const { snapshot } = useLive();
  const { value, error, refresh } = usePolled('connections', {}, POLL_INTERVAL_MS);
  const { perform, busy, cancel } = useAction();
  const confirm = useConfirmation();
  const [list, setList] = useState<'open' | 'closed'>('open');
  const [filter, setFilter] = useState('');
  const [order, setOrder] = useState<Order>({ by: 'number', descending: false });
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [shown, setShown] = useState<ConnectionInfo>();

  const pid = snapshot?.status?.pid;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another listener numbers its clients anew.
  useEffect(() => {
    setMarked(new Set());
    setShown(undefined);
  }, [pid]);

  const open = value?.open ?? [];
  const closed = value?.closed ?? [];
  const clients = ordered(open, filter, order);
  // Who has left, or is filtered out of sight, is not disconnected by surprise.
  const chosen = new Set(clients.filter(({ id }) => marked.has(id)).map(({ id }) => id));
  const drawn = shown && (open.find(({ id }) => id === shown.id) ?? shown);

  const disconnect = async (ids: readonly string[]): Promise<void> => {
    const several = ids.length > 1;
    const question = {
      title: `Disconnect ${count(ids.length)} clients?`,
      text: 'What they have asked is not answered any more. Most clients connect again by themselves.',
      yes: 'Disconnect',
    };
    if (several && !(await confirm(question))) return;
    // Cancelled or failed, those who are still there stay chosen.
    if (await perform('disconnect', { ids: [...ids] })) setMarked(new Set());
    refresh();
  };

  const bar = (
    <>
      <TabList
        size="small"
        selectedValue={list}
        onTabSelect={(_, { value: next }) => setList(next as typeof list)}
      >
        <Tab value="open">Connected {value === undefined ? '' : count(value.total)}</Tab>
        <Tab value="closed">Left {value === undefined ? '' : count(closed.length)}</Tab>
      </TabList>
      {list === 'open' && (
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
                Cancel disconnecting
              </Button>
            ) : (
              <DisconnectButton chosen={chosen.size} onPress={() => void disconnect([...chosen])} />
            )}
          </span>
        </>
      )}
    </>
  );

  return (
    <ListScreen label="Connections" bar={bar}>
      {value === undefined ? (
        <NoList error={error} />
      ) : list === 'closed' ? (
        <ClosedTable closed={closed} now={now} />
      ) : clients.length === 0 ? (
        <Nobody filtered={open.length > 0} />
      ) : (
        <ClientTable
          clients={clients}
          now={now}
          order={order}
          onOrder={setOrder}
          chosen={chosen}
          onChosen={setMarked}
          onOpen={setShown}
        />
      )}
      {drawn !== undefined && (
        <ClientDrawer
          client={drawn}
          here={open.some(({ id }) => id === drawn.id)}
          now={now}
          onClose={() => setShown(undefined)}
          onDisconnect={(id) => void disconnect([id])}
        />
      )}
    </ListScreen>
  );
}
