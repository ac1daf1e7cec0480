import { Button, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons/svg/arrow-download';
import { LinkDismiss20Regular } from '@fluentui/react-icons/svg/link-dismiss';
import type { ClosedConnection, ConnectionInfo, Connections } from '../../contract/connections.ts';
import { CommandTooltip } from '../components/command.tsx';
import { FilterBox } from '../components/filter-box.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { useNotices } from '../components/notices.tsx';
import { saveFile } from '../components/save-file.ts';
import { formatCount } from '../format.ts';
import { closedCsv, openCsv } from './connection-csv.ts';

const useStyles = makeStyles({
  search: { maxWidth: '280px' },
  count: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    ':empty': { display: 'none' },
  },
  end: { display: 'flex', alignItems: 'center', gap: '6px', marginLeft: 'auto' },
});

export type ConnectionView = 'open' | 'closed';

/** Toolbar of the connections: open or closed, filter, export, disconnect. */
export function ConnectionTools(props: {
  readonly view: ConnectionView;
  readonly onView: (view: ConnectionView) => void;
  /** Undefined while they are not known. */
  readonly connections: Connections | undefined;
  /** Those that pass the filter, in their order. */
  readonly filtered: {
    readonly open: readonly ConnectionInfo[];
    readonly closed: readonly ClosedConnection[];
  };
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
  /** Number of selected clients. */
  readonly selected: number;
  readonly onDisconnect: () => void;
  /** Undefined while no disconnect runs. */
  readonly onCancel: (() => void) | undefined;
}) {
  const styles = useStyles();
  const notices = useNotices();
  const { view, onView, connections, filtered, filter, onFilter, selected, onDisconnect, onCancel } = props;
  const shown = filtered[view].length;
  const exportShown = (): void => {
    const csv = view === 'open' ? openCsv(filtered.open) : closedCsv(filtered.closed);
    const name = `hal-listener-${view === 'open' ? 'clients' : 'closed'}.csv`;
    saveFile(new Blob([csv], { type: 'text/csv' }), name);
    const what = shown === 1 ? 'connection' : 'connections';
    notices.done(`Exported ${formatCount(shown)} ${what} to ${name}.`);
  };
  return (
    <>
      <TabList
        size="small"
        aria-label="Connections"
        selectedValue={view}
        onTabSelect={(_, { value }) => onView(value as ConnectionView)}
      >
        <Tab value="open">Open {connections && formatCount(connections.total)}</Tab>
        <Tab value="closed">Closed {connections && formatCount(connections.closed.length)}</Tab>
      </TabList>
      <FilterBox className={styles.search} label="Filter connections" value={filter} onFilter={onFilter} />
      <span role="status" className={styles.count}>
        {connections && describeCount(view, connections, shown, filter.trim() !== '')}
      </span>
      <span className={styles.end}>
        <IconButton
          label="Export these connections"
          icon={<ArrowDownload20Regular />}
          disabled={shown === 0}
          onClick={exportShown}
        />
        {view === 'open' && onCancel === undefined && (
          <DisconnectButton selected={selected} onClick={onDisconnect} />
        )}
        {onCancel !== undefined && (
          <Button size="small" onClick={onCancel}>
            Cancel disconnect
          </Button>
        )}
      </span>
    </>
  );
}

/** How many are shown, where that is not all. */
function describeCount(
  view: ConnectionView,
  { open, closed, total }: Connections,
  shown: number,
  isFiltered: boolean,
): string {
  const listed = view === 'open' ? open.length : closed.length;
  const of = formatCount(view === 'open' ? total : listed);
  if (isFiltered) return `${formatCount(shown)} of ${of}`;
  return view === 'open' && listed < total ? `The first ${formatCount(listed)} of ${of}` : '';
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
    <CommandTooltip
      command="disconnect"
      text={selected === 0 ? 'Select clients first' : 'Disconnects the selected clients'}
    >
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
