import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { ArrowDown16Regular } from '@fluentui/react-icons/svg/arrow-down';
import { DocumentText20Regular } from '@fluentui/react-icons/svg/document-text';
import { useEffect, useRef, useState } from 'react';
import type { LogField, LogFilter, LogName, LogPattern, LogSource } from '../../contract/panel-logs.ts';
import { useClient, usePolled } from '../client/panel-context.ts';
import { Code } from '../components/command.tsx';
import { EmptyState, ListMiddle, ListScreen } from '../components/list-screen.tsx';
import { useNotices } from '../components/notices.tsx';
import { saveFile } from '../components/save-file.ts';
import { formatCount } from '../format.ts';
import { useStableCallback } from '../hooks.ts';
import type { LogTarget } from '../navigation.ts';
import { FilterChips } from './filter-chips.tsx';
import {
  EVERYTHING,
  hasTimes,
  type LogChoice,
  type TimeChoice,
  toLogFilter,
  withField,
} from './log-filter.ts';
import { LogFooter } from './log-footer.tsx';
import { type LinesHandle, LogLines } from './log-lines.tsx';
import { type Level, LevelSelect, LogTabs, LogTools } from './log-tools.tsx';
import { useLogPosition } from './log-window.ts';
import { SearchField } from './search-field.tsx';
import { TimeRange } from './time-range.tsx';
import { useErrorJump } from './use-error-jump.ts';
import { useLog } from './use-log.ts';
import { type Direction, nextMatch, SEARCH_DEBOUNCE_MS, useSearch } from './use-search.ts';

const useStyles = makeStyles({
  search: { display: 'contents', '@media (max-width: 719px)': { display: 'block', order: 3, width: '100%' } },
  newer: {
    position: 'absolute',
    bottom: '40px',
    left: '50%',
    transform: 'translateX(-50%)',
    boxShadow: tokens.shadow8,
  },
});

/** In narrower windows, px, lines are wrapped by default. */
const NARROW = 620;
const NO_SOURCES: readonly LogSource[] = [];
const EMPTY_PATTERN: LogPattern = { text: '', regex: false, matchCase: false };

/** The Logs screen. */
export function Logs({ target }: { readonly target?: LogTarget | undefined }) {
  const styles = useStyles();
  const notices = useNotices();
  const ofClient = target !== undefined && 'client' in target ? target.client : undefined;
  const { value: sources } = usePolled('logs', {}, 2_000);
  const [log, setLog] = useState<LogName>(ofClient === undefined ? 'events' : 'gateway');
  const [choice, setChoice] = useState<LogChoice>(() =>
    ofClient === undefined ? EVERYTHING : withField(EVERYTHING, { name: 'client', value: ofClient }),
  );
  const [wrap, setWrap] = useState(() => innerWidth < NARROW);
  const [pattern, setPattern] = useState(EMPTY_PATTERN);
  const lines = useRef<LinesHandle>(null);
  const source = sources?.find((one) => one.log === log);
  const wanted = useDebounced(pattern);
  const only = wanted.text === '' ? undefined : wanted;
  const filter = toLogFilter(log, choice, only, Date.now());
  const view = JSON.stringify([log, filter]);
  const { window, error, setVisibleRows } = useLog(log, filter);
  const isHiding = filter.only !== undefined;
  const search = useSearch(log, filter, pattern.text === '' || choice.onlyMatching ? undefined : pattern);
  const position = useLogPosition(window, view);
  const isFiltered = Object.keys(filter).length > 0;
  const { download, begin } = useDownload(log, filter, source?.name ?? log);
  const { jump, notFound } = useErrorJump({ log, filter, window, position, target });
  const count = window.end - window.first;

  const change = (part: Partial<LogChoice>): void => setChoice((before) => ({ ...before, ...part }));
  const step = useStableCallback((towards: Direction): void => {
    const row = nextMatch(search.found?.rows ?? [], position.target?.row, towards);
    if (row !== undefined) position.goTo(row);
  });
  const copy = useStableCallback(async (): Promise<void> => {
    const chosen = getSelection()?.toString() ?? '';
    const done = chosen === '' ? 'Copied the visible lines.' : 'Copied the selection.';
    const text = chosen === '' ? (lines.current?.text() ?? '') : chosen;
    await navigator.clipboard.writeText(text).then(() => notices.done(done), notices.failed);
  });
  const jumpToError = useStableCallback((towards: Direction) =>
    jump(towards, position.follow ? window.end : (lines.current?.top() ?? window.end)),
  );
  const pause = useStableCallback((paused: boolean) => (paused ? position.pause() : position.resume()));
  const toggleDownload = useStableCallback(() => (download === undefined ? void begin() : download.cancel()));
  const chooseLevel = useStableCallback((level: Level | undefined) => change({ level }));
  const chooseTime = useStableCallback((time: TimeChoice) => change({ time }));
  const chooseOnlyMatching = useStableCallback((onlyMatching: boolean) => change({ onlyMatching }));
  const chooseField = useStableCallback((field: LogField) => setChoice((before) => withField(before, field)));

  const bar = (
    <>
      <LogTabs sources={sources ?? NO_SOURCES} log={log} onLog={setLog} />
      {log === 'events' && <LevelSelect level={choice.level} onLevel={chooseLevel} />}
      {hasTimes(log) && <TimeRange time={choice.time} onTime={chooseTime} />}
      <div className={styles.search}>
        <SearchField
          {...{ pattern, search }}
          current={position.target?.row}
          onPattern={setPattern}
          onStep={step}
          onlyMatching={choice.onlyMatching}
          onOnlyMatching={chooseOnlyMatching}
          lines={count}
          isReading={window.read < 1}
          hidingError={error}
        />
      </div>
      <LogTools
        hasErrors={log !== 'como'}
        onError={jumpToError}
        paused={!position.follow}
        onPause={pause}
        wrap={wrap}
        onWrap={setWrap}
        onCopy={copy}
        downloading={download !== undefined}
        isFiltered={isFiltered}
        onDownload={toggleDownload}
      />
      {hasTimes(log) && <FilterChips fields={choice.fields} onFields={(fields) => change({ fields })} />}
    </>
  );
  return (
    <ListScreen label="Logs" bar={bar}>
      {window.read < 1 && <ProgressBar aria-label="Reading the log" value={window.read} thickness="medium" />}
      {count === 0 ? (
        <EmptyLog
          missing={source?.bytes === null}
          isReading={error === undefined && (window.epoch === 0 || window.read < 1)}
          onShowAll={isFiltered ? () => setChoice(EVERYTHING) : undefined}
        />
      ) : (
        <LogLines
          // Row heights depend on wrapping, so they are measured again.
          key={`${view} ${window.epoch} ${wrap}`}
          {...{ log, window, position, wrap, search }}
          pattern={isHiding ? filter.only : search.found?.pattern}
          handle={lines}
          onField={chooseField}
          onVisibleRows={setVisibleRows}
        />
      )}
      {position.newRows > 0 && (
        <Button
          className={styles.newer}
          shape="circular"
          size="small"
          appearance="primary"
          icon={<ArrowDown16Regular />}
          onClick={position.resume}
        >
          {formatCount(position.newRows)} new {position.newRows === 1 ? 'line' : 'lines'}
        </Button>
      )}
      <LogFooter
        lines={count}
        counts={hasTimes(log) ? window.counts : undefined}
        note={notFound}
        {...{ source, error }}
        progress={download?.share}
      />
    </ListScreen>
  );
}

/** The pattern once nothing has been typed for a moment; one that is emptied at once. */
function useDebounced(pattern: LogPattern): LogPattern {
  const [settled, setSettled] = useState(pattern);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(pattern), pattern.text === '' ? 0 : SEARCH_DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [pattern]);
  return settled;
}

/** Shown instead of lines when there are none. */
function EmptyLog({
  missing,
  isReading,
  onShowAll,
}: {
  /** Whether the file does not exist yet. */
  readonly missing: boolean;
  /** Whether lines may still be found. */
  readonly isReading: boolean;
  /** Undefined if nothing is filtered. */
  readonly onShowAll: (() => void) | undefined;
}) {
  const icon = <DocumentText20Regular />;
  const isFiltered = onShowAll !== undefined && !missing;
  if (isReading && !missing) {
    return (
      <ListMiddle>
        <EmptyState icon={icon} title="Reading…" />
      </ListMiddle>
    );
  }
  return (
    <ListMiddle>
      {isFiltered ? (
        <EmptyState icon={icon} title="No lines pass the filter">
          <Button size="small" onClick={onShowAll}>
            Show all lines
          </Button>
        </EmptyState>
      ) : (
        <EmptyState icon={icon} title={missing ? 'This log does not exist yet' : 'No lines'}>
          The listener creates it when it starts. To follow it in a terminal, run{' '}
          <Code>hal-listener logs --follow</Code>.
        </EmptyState>
      )}
    </ListMiddle>
  );
}

/** State of a download. */
interface Download {
  /** 0 to 1. */
  readonly share: number;
  cancel(): void;
}

/** Downloads a log, or what passes the filter, and saves it through the browser. */
function useDownload(log: LogName, filter: LogFilter, sourceName: string) {
  const client = useClient();
  const notices = useNotices();
  const [download, setDownload] = useState<Download>();
  const isFiltered = Object.keys(filter).length > 0;
  const fileName = isFiltered ? `filtered-${sourceName}` : sourceName;
  const begin = async (): Promise<void> => {
    const controller = new AbortController();
    const { signal } = controller;
    const come = (share: number): void => setDownload({ share, cancel: () => controller.abort() });
    come(0);
    try {
      const options = { signal, onProgress: come, ...(isFiltered ? { filter } : {}) };
      saveFile(await client.download(log, options), fileName);
      notices.done(`Downloaded ${fileName}.`);
    } catch (error) {
      notices.failed(error);
    } finally {
      setDownload(undefined);
    }
  };
  return { download, begin };
}
