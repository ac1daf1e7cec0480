import {
  Button,
  makeStyles,
  ProgressBar,
  Select,
  Tab,
  TabList,
  ToggleButton,
  Tooltip,
  tokens,
} from '@fluentui/react-components';
import { ArrowDown16Regular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowDownload20Regular } from '@fluentui/react-icons/svg/arrow-download';
import { Copy20Regular } from '@fluentui/react-icons/svg/copy';
import { DocumentText20Regular } from '@fluentui/react-icons/svg/document-text';
import { ErrorCircle20Regular } from '@fluentui/react-icons/svg/error-circle';
import { Pause20Regular } from '@fluentui/react-icons/svg/pause';
import { Play20Regular } from '@fluentui/react-icons/svg/play';
import { TextWrap20Regular } from '@fluentui/react-icons/svg/text-wrap';
import { useEffect, useRef, useState } from 'react';
import type { LogName, LogPattern } from '../../contract/panel-logs.ts';
import { LOG_LEVEL_NAMES } from '../../contract/status.ts';
import { useClient } from '../client/panel-context.ts';
import { usePolled } from '../client/use-polled.ts';
import { bytes, count } from '../format/figures.ts';
import { Code } from '../parts/code.tsx';
import { CommandTooltip } from '../parts/command-tooltip.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { useNotices } from '../parts/notices.tsx';
import { type LinesHandle, LogLines } from './log-lines.tsx';
import { SearchField } from './search-field.tsx';
import { useLog } from './use-log.ts';
import { matchFrom, useSearch } from './use-search.ts';

const useStyles = makeStyles({
  screen: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
    margin: '16px',
    position: 'relative',
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
    gap: '6px 8px',
    padding: '8px 12px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  level: { minWidth: '128px', width: '128px' },
  tools: { display: 'flex', gap: '2px', marginLeft: 'auto' },
  search: { display: 'contents', '@media (max-width: 719px)': { display: 'block', order: 3, width: '100%' } },
  foot: {
    display: 'flex',
    gap: '16px',
    padding: '4px 14px',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    flexShrink: 0,
  },
  file: { overflow: 'hidden', textOverflow: 'ellipsis', marginLeft: 'auto', direction: 'rtl' },
  newer: {
    position: 'absolute',
    bottom: '40px',
    left: '50%',
    transform: 'translateX(-50%)',
    boxShadow: tokens.shadow8,
  },
});

type Level = (typeof LOG_LEVEL_NAMES)[number];

const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  error: 'Errors',
  warn: 'Warnings +',
  info: 'Info +',
  debug: 'All levels',
};
/** px: lines are wrapped from the beginning where there is little room. */
const NARROW = 620;
const NOTHING_WANTED: LogPattern = { text: '', regex: false, matchCase: false };

/** The logs on disk, live. */
export function Logs() {
  const styles = useStyles();
  const client = useClient();
  const notices = useNotices();
  const { value: sources } = usePolled('logs', {}, 5_000);
  const [log, setLog] = useState<LogName>('events');
  const [least, setLeast] = useState<Level>('debug');
  const [follow, setFollow] = useState(true);
  const [wrap, setWrap] = useState(() => innerWidth < NARROW);
  const [current, setCurrent] = useState<number>();
  const [pattern, setPattern] = useState(NOTHING_WANTED);
  const lines = useRef<LinesHandle>(null);
  const source = sources?.find((one) => one.log === log);
  const hasLevels = log === 'events';
  const level = hasLevels && least !== 'debug' ? least : undefined;
  const { window, error, see } = useLog(log, level);
  const search = useSearch(log, level, pattern.text === '' ? undefined : pattern);
  const [heldEnd, setHeldEnd] = useState(0);
  // While paused the end stays where it was, so that nothing on the screen moves.
  const end = follow ? window.end : Math.min(Math.max(heldEnd, window.first), window.end);
  const waiting = window.end - end;

  const pause = (): void => {
    setHeldEnd(window.end);
    setFollow(false);
  };
  const onFollow = (next: boolean): void => {
    if (next) return setFollow(true);
    if (follow) pause();
  };
  const goTo = (row: number): void => {
    if (follow) pause();
    if (row >= end) setHeldEnd(window.end);
    setCurrent(row);
    requestAnimationFrame(() => lines.current?.show(row));
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: another log or filter begins at its end.
  useEffect(() => {
    setFollow(true);
    setCurrent(undefined);
  }, [log, level]);

  const step = (towards: 'next' | 'previous'): void => {
    const row = matchFrom(search.found?.rows ?? [], current, towards);
    if (row !== undefined) goTo(row);
  };
  const toError = async (towards: 'next' | 'previous'): Promise<void> => {
    const from = current ?? (follow ? window.end : (lines.current?.top() ?? window.end));
    const where = { log, ...(level === undefined ? {} : { level }) };
    try {
      const { row } = await client.call('log-error', { ...where, from, towards });
      if (row !== null) goTo(row);
      else notices.done(towards === 'next' ? 'No error after this line.' : 'No error before this line.');
    } catch (failure) {
      notices.failed(failure);
    }
  };
  const copy = async (): Promise<void> => {
    const chosen = getSelection()?.toString() ?? '';
    const text = chosen !== '' ? chosen : (lines.current?.text() ?? '');
    await navigator.clipboard
      .writeText(text)
      .then(
        () => notices.done(chosen === '' ? 'The lines on the screen are copied.' : 'Copied.'),
        notices.failed,
      );
  };
  const download = async (): Promise<void> => {
    try {
      save(await client.download(log), source?.name ?? log);
    } catch (failure) {
      notices.failed(failure);
    }
  };

  return (
    <section className={styles.screen} aria-label="Logs">
      <div className={styles.bar}>
        <TabList size="small" selectedValue={log} onTabSelect={(_, { value }) => setLog(value as LogName)}>
          {(sources ?? []).map((one) => (
            <Tab key={one.log} value={one.log}>
              {one.log === 'como' ? `$COMO ${one.name}` : one.name}
            </Tab>
          ))}
        </TabList>
        {hasLevels && (
          <Select
            className={styles.level}
            size="small"
            aria-label="Least level"
            value={least}
            onChange={(_, { value }) => setLeast(value as Level)}
          >
            {[...LOG_LEVEL_NAMES].reverse().map((name) => (
              <option key={name} value={name}>
                {LEVEL_WORDS[name]}
              </option>
            ))}
          </Select>
        )}
        <div className={styles.search}>
          <SearchField {...{ pattern, search, current }} onPattern={setPattern} onStep={step} />
        </div>
        <div className={styles.tools} role="toolbar" aria-label="Log tools">
          <Tooltip relationship="label" content="Error before this (Shift: next)">
            <Button
              size="small"
              appearance="subtle"
              icon={<ErrorCircle20Regular />}
              onClick={({ shiftKey }) => toError(shiftKey ? 'next' : 'previous')}
            />
          </Tooltip>
          <CommandTooltip command="logs" text={follow ? 'Pause' : 'Follow the end'}>
            <ToggleButton
              size="small"
              appearance="subtle"
              aria-label="Pause"
              icon={follow ? <Pause20Regular /> : <Play20Regular />}
              checked={!follow}
              onClick={() => (follow ? pause() : setFollow(true))}
            />
          </CommandTooltip>
          <Tooltip relationship="label" content="Wrap long lines">
            <ToggleButton
              size="small"
              appearance="subtle"
              icon={<TextWrap20Regular />}
              checked={wrap}
              onClick={() => setWrap(!wrap)}
            />
          </Tooltip>
          <Tooltip relationship="label" content="Copy the selection, or the lines on the screen">
            <Button size="small" appearance="subtle" icon={<Copy20Regular />} onClick={copy} />
          </Tooltip>
          <Tooltip relationship="label" content="Download the whole log">
            <Button size="small" appearance="subtle" icon={<ArrowDownload20Regular />} onClick={download} />
          </Tooltip>
        </div>
      </div>
      {window.read < 1 && <ProgressBar aria-label="Reading the log" value={window.read} thickness="medium" />}
      {window.end === window.first ? (
        <NoLines missing={source !== undefined && source.bytes === null} filtered={level !== undefined} />
      ) : (
        <LogLines
          // Wrapped rows are measured; the measures are of no use otherwise.
          key={`${log} ${level ?? ''} ${window.epoch} ${wrap}`}
          log={log}
          window={window}
          end={end}
          follow={follow}
          wrap={wrap}
          current={current}
          found={search.foundRows}
          pattern={search.found?.pattern}
          handle={lines}
          onSee={see}
          onFollow={onFollow}
        />
      )}
      {waiting > 0 && (
        <Button
          className={styles.newer}
          shape="circular"
          size="small"
          appearance="primary"
          icon={<ArrowDown16Regular />}
          onClick={() => setFollow(true)}
        >
          {count(waiting)} new {waiting === 1 ? 'line' : 'lines'}
        </Button>
      )}
      <footer className={styles.foot}>
        <span>
          {count(window.end - window.first)} {window.end - window.first === 1 ? 'line' : 'lines'}
        </span>
        <span>{bytes(source?.bytes)}</span>
        {error !== undefined && <span role="alert">{error.message}</span>}
        <span className={styles.file} title={source?.file}>
          <bdi>{source?.file}</bdi>
        </span>
      </footer>
    </section>
  );
}

function NoLines({ missing, filtered }: { readonly missing: boolean; readonly filtered: boolean }) {
  return (
    <div style={{ flexGrow: 1 }}>
      <EmptyState
        icon={<DocumentText20Regular />}
        title={
          filtered ? 'No line of this level' : missing ? 'This log has not been written yet' : 'No lines'
        }
      >
        {filtered ? (
          'Choose another level to see more.'
        ) : (
          <>
            It begins with the first start of the listener. At a prompt:{' '}
            <Code>hal-listener logs --follow</Code>
          </>
        )}
      </EmptyState>
    </div>
  );
}

/** Hands a file to the browser's own download. */
function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
