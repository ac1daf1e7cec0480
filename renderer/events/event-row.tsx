import { makeStyles, tokens } from '@fluentui/react-components';
import type { HomeEvent } from '../../contract/home-events.ts';
import { EVENT_WORDING } from '../../wording/home-events.ts';
import { useCommandFormatter } from '../client/panel-context.ts';
import { formatClock, toSentence } from '../format.ts';
import { EventIcon } from './event-icon.tsx';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '66px 20px minmax(150px, 190px) minmax(0, 1fr) auto',
    columnGap: '12px',
    alignItems: 'start',
    padding: '9px 14px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    lineHeight: tokens.lineHeightBase300,
    '@media (max-width: 799px)': { gridTemplateColumns: '66px 20px minmax(0, 1fr)' },
  },
  when: { color: tokens.colorNeutralForeground2 },
  label: { fontWeight: tokens.fontWeightSemibold },
  cause: { minWidth: 0, overflowWrap: 'anywhere', '@media (max-width: 799px)': { gridColumn: '3' } },
  by: {
    color: tokens.colorNeutralForeground2,
    textAlign: 'right',
    overflowWrap: 'anywhere',
    '@media (max-width: 799px)': { gridColumn: '3', textAlign: 'left' },
  },
  process: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  lines: {
    margin: '6px 0 0',
    padding: '8px 10px',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  summary: { cursor: 'pointer', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
});

/** One event: when, what, why, who, and what the listener printed last. */
export function EventRow({ event }: { readonly event: HomeEvent }) {
  const styles = useStyles();
  const formatCommand = useCommandFormatter();
  const { label, severity } = EVENT_WORDING[event.kind];
  const { lines = [] } = event;
  return (
    <li className={styles.row} data-event={event.kind}>
      <time className={styles.when} dateTime={new Date(event.at).toISOString()}>
        {formatClock(event.at).slice(-8)}
      </time>
      <EventIcon severity={severity} />
      <span className={styles.label}>{label}</span>
      <div className={styles.cause}>
        {formatCommand(toSentence(event.cause))}{' '}
        <span className={styles.process}>{describeProcess(event)}</span>
        {lines.length > 0 && (
          <details>
            <summary className={styles.summary}>Last output</summary>
            <div className={styles.lines}>{lines.join('\n')}</div>
          </details>
        )}
      </div>
      <span className={styles.by}>{event.by}</span>
    </li>
  );
}

function describeProcess({ userNo, pid, port, exitCode, signal }: HomeEvent): string {
  const parts = [
    userNo === undefined ? undefined : `User No. ${userNo}`,
    pid === undefined ? undefined : `PID ${pid}`,
    port === undefined ? undefined : `port ${port}`,
    exitCode === undefined ? undefined : `exit code ${exitCode}`,
    signal,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}
