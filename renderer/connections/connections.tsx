import { Button, makeStyles, SearchBox, Tab, TabList, tokens } from '@fluentui/react-components';
import { LinkDismiss20Regular } from '@fluentui/react-icons/svg/link-dismiss';
import { People20Regular } from '@fluentui/react-icons/svg/people';
import { PlugDisconnected20Regular } from '@fluentui/react-icons/svg/plug-disconnected';
import { useEffect, useState } from 'react';
import type { ConnectionInfo } from '../../contract/connections.ts';
import { useLive } from '../client/panel-context.ts';
import { usePolled } from '../client/use-polled.ts';
import { count } from '../format/figures.ts';
import { useOrder } from '../overview/use-order.ts';
import { Code } from '../parts/code.tsx';
import { CommandTooltip } from '../parts/command-tooltip.tsx';
import { useConfirmation } from '../parts/confirmation.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { useNow } from '../use-now.ts';
import { ClientDrawer } from './client-drawer.tsx';
import { type Order, ordered } from './client-order.ts';
import { ClientTable } from './client-table.tsx';
import { ClosedTable } from './closed-table.tsx';

const useStyles = makeStyles({
  screen: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
    margin: '16px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    overflow: 'hidden',
    '@media (max-width: 479px)': { margin: '12px' },
  },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 12px',
    padding: '8px 12px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  search: { flexGrow: 1, maxWidth: '280px', minWidth: '120px' },
  end: { marginLeft: 'auto' },
});

const ASK_EVERY_MS = 1_000;

/** Who is connected, who left, and what each of them asked. */
export function Connections() {
  const styles = useStyles();
  const now = useNow();
  const { snapshot } = useLive();
  const { value, refresh } = usePolled('connections', {}, ASK_EVERY_MS);
  const { give } = useOrder();
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
      title: `Disconnect ${ids.length} clients?`,
      text: 'What they have asked is not answered any more. Most clients connect again by themselves.',
      yes: 'Disconnect',
    };
    if (several && !(await confirm(question))) return;
    await give('disconnect', { ids: [...ids] });
    setMarked(new Set());
    refresh();
  };

  return (
    <section className={styles.screen} aria-label="Connections">
      <div className={styles.bar}>
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
              <CommandTooltip command="disconnect" text="Closes the chosen clients">
                <Button
                  size="small"
                  icon={<LinkDismiss20Regular />}
                  disabledFocusable={chosen.size === 0}
                  onClick={() => chosen.size > 0 && disconnect([...chosen])}
                >
                  Disconnect{chosen.size === 0 ? '' : ` ${chosen.size}`}
                </Button>
              </CommandTooltip>
            </span>
          </>
        )}
      </div>
      {value === undefined ? (
        <NoList running={snapshot?.status !== undefined} known={snapshot !== undefined} />
      ) : list === 'closed' ? (
        <ClosedTable closed={closed} now={now} />
      ) : clients.length === 0 ? (
        <Nobody filtered={open.length > 0} port={snapshot?.port} />
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
    </section>
  );
}

function NoList({ running, known }: { readonly running: boolean; readonly known: boolean }) {
  if (running) return <EmptyState icon={<People20Regular />} title="Asking the listener…" />;
  return (
    <EmptyState icon={<PlugDisconnected20Regular />} title="Nobody can be connected now">
      {known
        ? 'The listener does not run, or does not answer. The overview says why, and starts it.'
        : 'The panel is not connected to its program.'}
    </EmptyState>
  );
}

function Nobody({ filtered, port }: { readonly filtered: boolean; readonly port: number | undefined }) {
  if (filtered) return <EmptyState icon={<People20Regular />} title="No client matches the filter" />;
  return (
    <EmptyState icon={<People20Regular />} title="No client is connected">
      HAL clients connect to port {port}. Try it from a prompt: <Code>hal-listener query "hello"</Code>
    </EmptyState>
  );
}
