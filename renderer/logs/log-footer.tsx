import { makeStyles, tokens } from '@fluentui/react-components';
import type { LogSource } from '../../contract/panel-logs.ts';
import type { PanelError } from '../../wording/panel-error.ts';
import { formatByteSize, formatCount, formatShare } from '../format.ts';

const useStyles = makeStyles({
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
  bad: { color: tokens.colorPaletteRedForeground1, overflow: 'hidden', textOverflow: 'ellipsis' },
  file: { overflow: 'hidden', textOverflow: 'ellipsis', marginLeft: 'auto', direction: 'rtl' },
});

/** Number of lines, current activity and path of the file. */
export function LogFooter({
  lines,
  source,
  error,
  progress,
}: {
  readonly lines: number;
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
      <span>{formatByteSize(source?.bytes)}</span>
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
