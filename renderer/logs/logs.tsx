import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { ArrowDown16Regular } from '@fluentui/react-icons/svg/arrow-down';
import { useRef, useState } from 'react';
import type { LogName, LogPattern, LogSource } from '../../contract/panel-logs.ts';
import { usePolled } from '../client/use-polled.ts';
import { count } from '../format/figures.ts';
import { useSteady } from '../hooks.ts';
import { ListScreen } from '../parts/list-screen.tsx';
import { useNotices } from '../parts/notices.tsx';
import { EVERY_LEVEL, type Level, LogChoice } from './log-choice.tsx';
import { LogFoot } from './log-foot.tsx';
import { type LinesHandle, LogLines } from './log-lines.tsx';
import { LogTools } from './log-tools.tsx';
import { NoLines } from './no-lines.tsx';
import { SearchField } from './search-field.tsx';
import { useDownload } from './use-download.ts';
import { type SoughtError, useErrorJump } from './use-error-jump.ts';
import { useLog } from './use-log.ts';
import { usePlace } from './use-place.ts';
import { matchFrom, type Towards, useSearch } from './use-search.ts';

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

/** px: lines are wrapped from the beginning where there is little room. */
const NARROW = 620;
const NO_SOURCES: readonly LogSource[] = [];
const NOTHING_WANTED: LogPattern = { text: '', regex: false, matchCase: false };

/** The logs on disk, live. */
export function Logs({ sought }: { readonly sought?: SoughtError | undefined }) {
  const styles = useStyles();
  const notices = useNotices();
  const { value: sources } = usePolled('logs', {}, 2_000);
  const [log, setLog] = useState<LogName>('events');
  const [least, setLeast] = useState<Level>(EVERY_LEVEL);
  const [wrap, setWrap] = useState(() => innerWidth < NARROW);
  const [pattern, setPattern] = useState(NOTHING_WANTED);
  const lines = useRef<LinesHandle>(null);
  const source = sources?.find((one) => one.log === log);
  const hasLevels = log === 'events';
  const level = hasLevels && least !== EVERY_LEVEL ? least : undefined;
  const view = `${log} ${level ?? ''}`;
  const { window, error, see } = useLog(log, level);
  const search = useSearch(log, level, pattern.text === '' ? undefined : pattern);
  const place = usePlace(window, view);
  const { download, begin } = useDownload(log, source?.name ?? log);
  const jump = useErrorJump({ log, level, window, place, sought });

  const step = useSteady((towards: Towards): void => {
    const row = matchFrom(search.found?.rows ?? [], place.goal?.row, towards);
    if (row !== undefined) place.goTo(row);
  });
  const copy = useSteady(async (): Promise<void> => {
    const chosen = getSelection()?.toString() ?? '';
    const done = chosen === '' ? 'The lines on the screen were copied.' : 'The selection was copied.';
    const text = chosen === '' ? (lines.current?.text() ?? '') : chosen;
    await navigator.clipboard.writeText(text).then(() => notices.done(done), notices.failed);
  });
  const toError = useSteady((towards: Towards) =>
    jump(towards, place.follow ? window.end : (lines.current?.top() ?? window.end)),
  );
  const pause = useSteady((paused: boolean) => (paused ? place.pause() : place.resume()));
  const toggleDownload = useSteady(() => (download === undefined ? void begin() : download.cancel()));

  const bar = (
    <>
      <LogChoice
        sources={sources ?? NO_SOURCES}
        log={log}
        onLog={setLog}
        least={hasLevels ? least : undefined}
        onLeast={setLeast}
      />
      <div className={styles.search}>
        <SearchField
          {...{ pattern, search }}
          current={place.goal?.row}
          onPattern={setPattern}
          onStep={step}
        />
      </div>
      <LogTools
        hasErrors={log !== 'como'}
        onError={toError}
        paused={!place.follow}
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
        <NoLines missing={source?.bytes === null} filtered={level !== undefined} />
      ) : (
        <LogLines
          // Wrapped rows are measured; the measures are of no use otherwise.
          key={`${view} ${window.epoch} ${wrap}`}
          {...{ log, window, place, wrap, search }}
          handle={lines}
          onSee={see}
        />
      )}
      {place.waiting > 0 && (
        <Button
          className={styles.newer}
          shape="circular"
          size="small"
          appearance="primary"
          icon={<ArrowDown16Regular />}
          onClick={place.resume}
        >
          {count(place.waiting)} new {place.waiting === 1 ? 'line' : 'lines'}
        </Button>
      )}
      <LogFoot lines={window.end - window.first} {...{ source, error }} downloaded={download?.share} />
    </ListScreen>
  );
}
