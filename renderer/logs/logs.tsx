import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { ArrowDown16Regular } from '@fluentui/react-icons/svg/arrow-down';
import { DocumentText20Regular } from '@fluentui/react-icons/svg/document-text';
import { useRef, useState } from 'react';
import type { LogName, LogPattern, LogSource } from '../../contract/panel-logs.ts';
import { useClient, usePolled } from '../client/panel-context.ts';
import { Code } from '../components/command.tsx';
import { EmptyState, ListMiddle, ListScreen } from '../components/list-screen.tsx';
import { useNotices } from '../components/notices.tsx';
import { saveFile } from '../components/save-file.ts';
import { formatCount } from '../format.ts';
import { useStableCallback } from '../hooks.ts';
import type { LogTarget } from '../navigation.ts';
import { LogFooter } from './log-footer.tsx';
import { type LinesHandle, LogLines } from './log-lines.tsx';
import { ALL_LEVELS, type Level, LogSelector, LogTools } from './log-tools.tsx';
import { useLogPosition } from './log-window.ts';
import { SearchField } from './search-field.tsx';
import { useErrorJump } from './use-error-jump.ts';
import { useLog } from './use-log.ts';
import { type Direction, nextMatch, useSearch } from './use-search.ts';

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
  const [minLevel, setMinLevel] = useState<Level>(ALL_LEVELS);
  const [wrap, setWrap] = useState(() => innerWidth < NARROW);
  const [pattern, setPattern] = useState(() =>
    ofClient === undefined ? EMPTY_PATTERN : { ...EMPTY_PATTERN, text: `client=${ofClient}` },
  );
  const lines = useRef<LinesHandle>(null);
  const source = sources?.find((one) => one.log === log);
  const hasLevels = log === 'events';
  const level = hasLevels && minLevel !== ALL_LEVELS ? minLevel : undefined;
  const view = `${log} ${level ?? ''}`;
  const { window, error, setVisibleRows } = useLog(log, level);
  const search = useSearch(log, level, pattern.text === '' ? undefined : pattern);
  const position = useLogPosition(window, view);
  const { download, begin } = useDownload(log, source?.name ?? log);
  const jump = useErrorJump({ log, level, window, position, target });

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

  const bar = (
    <>
      <LogSelector
        sources={sources ?? NO_SOURCES}
        log={log}
        onLog={setLog}
        minLevel={hasLevels ? minLevel : undefined}
        onMinLevel={setMinLevel}
      />
      <div className={styles.search}>
        <SearchField
          {...{ pattern, search }}
          current={position.target?.row}
          onPattern={setPattern}
          onStep={step}
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
        onDownload={toggleDownload}
      />
    </>
  );
  return (
    <ListScreen label="Logs" bar={bar}>
      {window.read < 1 && <ProgressBar aria-label="Reading the log" value={window.read} thickness="medium" />}
      {window.end === window.first ? (
        <EmptyLog missing={source?.bytes === null} filtered={level !== undefined} />
      ) : (
        <LogLines
          // Row heights depend on wrapping, so they are measured again.
          key={`${view} ${window.epoch} ${wrap}`}
          {...{ log, window, position, wrap, search }}
          handle={lines}
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
      <LogFooter lines={window.end - window.first} {...{ source, error }} progress={download?.share} />
    </ListScreen>
  );
}

/** Shown instead of lines when there are none. */
function EmptyLog({
  missing,
  filtered,
}: {
  /** Whether the file does not exist yet. */
  readonly missing: boolean;
  readonly filtered: boolean;
}) {
  const title = filtered ? 'No lines at this level' : missing ? 'This log does not exist yet' : 'No lines';
  return (
    <ListMiddle>
      <EmptyState icon={<DocumentText20Regular />} title={title}>
        {filtered ? (
          'Select a lower level to see more.'
        ) : (
          <>
            The listener creates it when it starts. To follow it in a terminal, run{' '}
            <Code>hal-listener logs --follow</Code>.
          </>
        )}
      </EmptyState>
    </ListMiddle>
  );
}

/** State of a download. */
interface Download {
  /** 0 to 1. */
  readonly share: number;
  cancel(): void;
}

/** Downloads a whole log and saves it through the browser. */
function useDownload(log: LogName, fileName: string) {
  const client = useClient();
  const notices = useNotices();
  const [download, setDownload] = useState<Download>();
  const begin = async (): Promise<void> => {
    const controller = new AbortController();
    const { signal } = controller;
    const come = (share: number): void => setDownload({ share, cancel: () => controller.abort() });
    come(0);
    try {
      saveFile(await client.download(log, { signal, onProgress: come }), fileName);
      notices.done(`Downloaded ${fileName}.`);
    } catch (error) {
      notices.failed(error);
    } finally {
      setDownload(undefined);
    }
  };
  return { download, begin };
}
