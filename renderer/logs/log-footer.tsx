import { makeStyles, tokens } from '@fluentui/react-components';
import type { LogSource } from '../../contract/panel-logs.ts';
import type { PanelError } from '../../wording/panel-error.ts';
import { formatByteSize, formatCount, formatShare } from '../format.ts';
import type { LogWindow } from './log-window.ts';

const useStyles = makeStyles({
  foot: {
    display: 'flex',
    gap: '2px 16px',
    padding: '4px 14px',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    whiteSpace: 'nowrap',
    flexWrap: 'wrap',
    flexShrink: 0,
  },
  bad: { color: tokens.colorPaletteRedForeground1, whiteSpace: 'normal', overflowWrap: 'anywhere' },
  note: { color: tokens.colorNeutralForeground1, ':empty': { display: 'none' } },
  file: {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    marginLeft: 'auto',
    direction: 'rtl',
    // The tab has the name.
    '@media (max-width: 479px)': { display: 'none' },
  },
});

/** Number of lines and of entries by level, current activity and path of the file. */
export function LogFooter({
  lines,
  counts,
  note,
  source,
  error,
  progress,
}: {
  readonly lines: number;
  /** Entries of each level; undefined if the log has none. */
  readonly counts: LogWindow['counts'] | undefined;
  /** What a jump did not find. */
  readonly note: string | undefined;
  readonly source: LogSource | undefined;
  readonly error: PanelError | undefined;
  /** 0 to 1 during a download. */
  readonly progress: number | undefined;
}) {
  const styles = useStyles();
  return (
    <footer className={styles.foot}>
      <span>
        {formatCount(lines)} {lines === 1 ? 'line' : 'lines'}
      </span>
      {counts !== undefined && <span data-testid="levels">{describeLevels(counts)}</span>}
      <span>{formatByteSize(source?.bytes)}</span>
      <span role="status" className={styles.note}>
        {note}
      </span>
      {progress !== undefined && <span role="status">Downloading {formatShare(progress)}</span>}
      {error !== undefined && (
        <span role="alert" className={styles.bad} title={error.advice}>
          {error.message}
        </span>
      )}
      <span className={styles.file} title={source?.file}>
        <bdi>{source?.file}</bdi>
      </span>
    </footer>
  );
}

const LEVEL_WORDS = [
  ['error', 'error', 'errors'],
  ['warn', 'warning', 'warnings'],
  ['info', 'info', 'info'],
  ['debug', 'debug', 'debug'],
] as const;

/** `3 errors, 12 warnings, 285 info`; levels without entries are left out but for errors. */
function describeLevels(counts: LogWindow['counts']): string {
  return LEVEL_WORDS.filter(([level]) => level === 'error' || counts[level] > 0)
    .map(([level, one, several]) => `${formatCount(counts[level])} ${counts[level] === 1 ? one : several}`)
    .join(', ');
}
