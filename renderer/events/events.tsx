import { Button, makeStyles, Select, tokens } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons/svg/arrow-download';
import { History20Regular } from '@fluentui/react-icons/svg/history';
import { useState } from 'react';
import type { HomeEvent } from '../../contract/home-events.ts';
import {
  EVENT_GROUPS,
  type EventGroup,
  filterEvents,
  GROUP_LABELS,
  toCsv,
} from '../../wording/home-events.ts';
import { FilterBox } from '../components/filter-box.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { EmptyState, ListMiddle, ListScreen } from '../components/list-screen.tsx';
import { useNotices } from '../components/notices.tsx';
import { saveFile } from '../components/save-file.ts';
import { formatCount, formatDay } from '../format.ts';
import { EventRow } from './event-row.tsx';
import { useHomeEvents } from './use-home-events.ts';

const useStyles = makeStyles({
  search: { maxWidth: '340px' },
  group: { minWidth: '130px', maxWidth: '270px' },
  count: { marginLeft: 'auto', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  list: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  day: {
    position: 'sticky',
    top: 0,
    margin: 0,
    padding: '6px 14px',
    backgroundColor: tokens.colorNeutralBackground3,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
  rows: { listStyle: 'none', margin: 0, padding: 0 },
  more: { display: 'block', margin: '12px auto 16px' },
});

/** Rows at first, and with each "Show older". */
const PAGE_SIZE = 200;
const FILE_NAME = 'hal-listener-events.csv';

/** The Events screen: what happened to the listeners of this home, and who did it. */
export function Events() {
  const styles = useStyles();
  const notices = useNotices();
  const events = useHomeEvents();
  const [group, setGroup] = useState<EventGroup>();
  const [text, setText] = useState('');
  const [shown, setShown] = useState(PAGE_SIZE);
  const found = filterEvents(events ?? [], group, text);
  const exportFound = (): void => {
    saveFile(new Blob([toCsv(found)], { type: 'text/csv' }), FILE_NAME);
    notices.done(
      `Exported ${formatCount(found.length)} ${found.length === 1 ? 'event' : 'events'} to ${FILE_NAME}.`,
    );
  };
  const bar = (
    <>
      <Select
        className={styles.group}
        size="small"
        aria-label="Kind of events"
        value={group ?? ''}
        onChange={(_, { value }) => setGroup(EVENT_GROUPS.find((name) => name === value))}
      >
        <option value="">All events</option>
        {EVENT_GROUPS.map((name) => (
          <option key={name} value={name}>
            {GROUP_LABELS[name]}
          </option>
        ))}
      </Select>
      <FilterBox className={styles.search} label="Filter events" value={text} onFilter={setText} />
      <span className={styles.count} role="status">
        {events === undefined ? '' : `${formatCount(found.length)} of ${formatCount(events.length)}`}
      </span>
      <IconButton
        label="Export these events"
        icon={<ArrowDownload20Regular />}
        disabled={found.length === 0}
        onClick={exportFound}
      />
    </>
  );
  return (
    <ListScreen label="Events" bar={bar}>
      {found.length === 0 ? (
        <NoEvents isLoading={events === undefined} isFiltered={(events?.length ?? 0) > 0} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached with the keyboard.
        <section className={styles.list} tabIndex={0} aria-label="Events by day, newest first">
          {byDay(found.slice(0, shown)).map(({ day, events: those }) => (
            <section key={day} aria-label={day}>
              <h3 className={styles.day}>{day}</h3>
              <ol className={styles.rows}>
                {those.map((event) => (
                  <EventRow key={`${event.at} ${event.kind} ${event.count} ${event.pid}`} event={event} />
                ))}
              </ol>
            </section>
          ))}
          {found.length > shown && (
            <Button className={styles.more} onClick={() => setShown(shown + PAGE_SIZE)}>
              Show older
            </Button>
          )}
        </section>
      )}
    </ListScreen>
  );
}

/** @param events newest first */
function byDay(
  events: readonly HomeEvent[],
): readonly { readonly day: string; readonly events: readonly HomeEvent[] }[] {
  const days: { day: string; events: HomeEvent[] }[] = [];
  for (const event of events) {
    const day = formatDay(event.at);
    const last = days.at(-1);
    if (last?.day === day) last.events.push(event);
    else days.push({ day, events: [event] });
  }
  return days;
}

/** Shown instead of the list when there is nothing in it. */
function NoEvents({ isLoading, isFiltered }: { readonly isLoading: boolean; readonly isFiltered: boolean }) {
  const title = isLoading ? 'Loading…' : isFiltered ? 'No matching events' : 'No events yet';
  return (
    <ListMiddle>
      <EmptyState icon={<History20Regular />} title={title}>
        {isLoading
          ? undefined
          : isFiltered
            ? 'The filter searches kind, cause, person, numbers and last output.'
            : 'Starts, stops, crashes, refused clients, the database and configuration changes appear here. They are kept in events.jsonl of the home folder.'}
      </EmptyState>
    </ListMiddle>
  );
}
