import { Link, makeStyles, tokens } from '@fluentui/react-components';
import type { QuestionSummary } from '../../contract/panel-questions.ts';
import { useIsRunning, usePolled } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { TeachButton } from '../components/teach-button.tsx';
import { formatClock, formatCount, formatMilliseconds } from '../format.ts';
import { useNavigate } from '../navigation.ts';

const POLL_INTERVAL_MS = 3_000;

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    gap: '4px 12px',
    flexWrap: 'wrap',
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  muted: { color: tokens.colorNeutralForeground2 },
  figures: { display: 'flex', flexWrap: 'wrap', gap: '4px 28px', margin: '8px 0 0' },
  figure: {
    fontSize: tokens.fontSizeBase500,
    fontWeight: tokens.fontWeightSemibold,
    margin: 0,
    lineHeight: '28px',
  },
  list: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', gap: '4px 16px', margin: '10px 0 0' },
  value: { margin: 0, overflowWrap: 'anywhere' },
});

/** How the latest questions ended: how many, about what, the slowest and the last declined one. */
export function QuestionsCard() {
  return useIsRunning() ? <Questions /> : null;
}

function Questions() {
  const styles = useStyles();
  const navigate = useNavigate();
  const { value } = usePolled('question-summary', {}, POLL_INTERVAL_MS);
  return (
    <Card label="Questions">
      <div className={styles.bar}>
        <h3 className={styles.title}>Questions</h3>
        <Link as="button" onClick={() => navigate('ask')}>
          Ask one
        </Link>
      </div>
      {value === undefined ? <span className={styles.muted}>Loading…</span> : <Summary summary={value} />}
    </Card>
  );
}

function Summary({ summary }: { readonly summary: QuestionSummary }) {
  const styles = useStyles();
  const { count, since, answered, declined, failed, cancelled, subjects, slowest, lastDeclined } = summary;
  if (count === 0) return <span className={styles.muted}>None since the start of the listener.</span>;
  const figures: readonly (readonly [string, number])[] = [
    ['Answered', answered],
    ['Declined', declined],
    ['Failed', failed],
    ...(cancelled === 0 ? [] : ([['Cancelled', cancelled]] as const)),
  ];
  return (
    <>
      <dl className={styles.figures}>
        {figures.map(([name, figure]) => (
          <div key={name} data-questions={name}>
            <dt className={styles.muted}>{name}</dt>
            <dd className={styles.figure}>{formatCount(figure)}</dd>
          </div>
        ))}
      </dl>
      <dl className={styles.list}>
        <dt className={styles.muted}>Of</dt>
        <dd className={styles.value}>
          {count === 1 ? 'one question' : `the last ${formatCount(count)}`}
          {since === undefined ? '' : ` since ${formatClock(since)}`}
        </dd>
        {subjects.length > 0 && (
          <>
            <dt className={styles.muted}>Subjects</dt>
            <dd className={styles.value} data-testid="subjects">
              {subjects.map(({ intent, count: times }) => `${intent} ${formatCount(times)}`).join(' · ')}
            </dd>
          </>
        )}
        {slowest !== undefined && (
          <>
            <dt className={styles.muted}>Slowest</dt>
            <dd className={styles.value} data-testid="slowest">
              {formatMilliseconds(slowest.ms)} · {describe(slowest)}
            </dd>
          </>
        )}
        {lastDeclined !== undefined && (
          <>
            <dt className={styles.muted}>Last declined</dt>
            <dd className={styles.value} data-testid="last-declined">
              {describe(lastDeclined)}{' '}
              <TeachButton question={lastDeclined.text} subject={lastDeclined.intent} />
            </dd>
          </>
        )}
      </dl>
    </>
  );
}

/** Without its text, which is known only where questions are logged. */
function describe({ at, address, intent, text }: NonNullable<QuestionSummary['slowest']>): string {
  return [text ?? intent, `${formatClock(at)} by ${address}`].join(' · ');
}
