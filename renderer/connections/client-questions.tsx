import { makeStyles, tokens } from '@fluentui/react-components';
import type { AnsweredQuery, RunningQuery } from '../../contract/connections.ts';
import { usePolled } from '../client/panel-context.ts';
import { formatClock, formatCount, formatMilliseconds } from '../format.ts';

const useStyles = makeStyles({
  title: { margin: '4px 0 0', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  queries: { listStyle: 'none', margin: 0, padding: 0 },
  query: {
    display: 'grid',
    gridTemplateColumns: '64px minmax(0, 1fr) auto auto',
    columnGap: '10px',
    padding: '7px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  when: { color: tokens.colorNeutralForeground2 },
  subject: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  text: { gridColumn: '2 / -1', color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  bad: { color: tokens.colorPaletteRedForeground1 },
  none: { margin: 0, color: tokens.colorNeutralForeground2 },
});

const POLL_INTERVAL_MS = 1_500;

const STATUS_LABELS: Readonly<Record<Exclude<AnsweredQuery['status'], 'success'>, string>> = {
  error: 'failed',
  cancelled: 'cancelled',
  declined: 'declined',
  refused: 'refused',
};

/** The latest questions of a client: subject, outcome and time. */
export function ClientQuestions({ connection }: { readonly connection: string }) {
  const styles = useStyles();
  const { value, error } = usePolled('queries', { connection }, POLL_INTERVAL_MS);
  const none = value !== undefined && value.running.length + value.recent.length === 0;
  return (
    <>
      <h3 className={styles.title}>Latest questions</h3>
      {error !== undefined && <p className={styles.none}>{error.message}</p>}
      {none && (
        <p className={styles.none}>
          None among the last 1,000 of all clients. They appear here as they are answered.
        </p>
      )}
      <ul className={styles.queries}>
        {value?.running.map((query) => (
          <Running key={query.askedAt} query={query} />
        ))}
        {value?.recent.map((query) => (
          <Answered key={`${query.askedAt} ${query.ms}`} query={query} />
        ))}
      </ul>
    </>
  );
}

function Running({ query }: { readonly query: RunningQuery }) {
  const styles = useStyles();
  return (
    <li className={styles.query}>
      <span className={styles.when}>{formatClock(query.askedAt).slice(-8)}</span>
      <span>running…</span>
      {query.text !== undefined && <span className={styles.text}>{query.text}</span>}
    </li>
  );
}

function Answered({ query }: { readonly query: AnsweredQuery }) {
  const styles = useStyles();
  const { intent, ms, rows, status, text, spoken } = query;
  return (
    <li className={styles.query}>
      <span className={styles.when}>{formatClock(query.askedAt).slice(-8)}</span>
      <span className={styles.subject} title={intent}>
        {intent}
      </span>
      <span className={status === 'error' || status === 'cancelled' ? styles.bad : undefined}>
        {status === 'success' ? `${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}` : STATUS_LABELS[status]}
      </span>
      <span>{formatMilliseconds(ms)}</span>
      {spoken !== undefined && (
        <span className={styles.text}>
          {`spoken ${formatMilliseconds(spoken.audioMs)}, recognized in ${formatMilliseconds(spoken.ms)}`}
        </span>
      )}
      {text !== undefined && <span className={styles.text}>{text}</span>}
    </li>
  );
}
