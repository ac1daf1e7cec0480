import { makeStyles, tokens } from '@fluentui/react-components';
import type { PanelError } from '../../contract/panel-errors.ts';
import type { LogSource } from '../../contract/panel-logs.ts';
import { bytes, count, share } from '../format/figures.ts';

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

/** How much there is, what goes on, and where the file is. */
export function LogFoot({
  lines,
  source,
  error,
  downloaded,
}: {
  readonly lines: number;
  readonly source: LogSource | undefined;
  readonly error: PanelError | undefined;
  /** 0 to 1, while a download is under way. */
  readonly downloaded: number | undefined;
}) {
  const styles = useStyles();
  return (
    <footer className={styles.foot}>
      <span>
        {count(lines)} {lines === 1 ? 'line' : 'lines'}
      </span>
      <span>{bytes(source?.bytes)}</span>
      {downloaded !== undefined && <span role="status">Downloading {share(downloaded)}</span>}
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
