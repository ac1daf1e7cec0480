import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { describeCounts } from '../../wording/home-events.ts';
import { useLive } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'baseline', justifyContent: 'space-between', gap: '12px' },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  counts: { margin: '6px 0 0', color: tokens.colorNeutralForeground2, lineHeight: tokens.lineHeightBase300 },
});

/** How many events of each kind there were in the last 24 hours. */
export function LastDay({ onShowEvents }: { readonly onShowEvents: () => void }) {
  const styles = useStyles();
  const events = useLive(({ snapshot }) => snapshot?.events);
  if (events === undefined) return null;
  return (
    <Card label="Last 24 hours">
      <div className={styles.head}>
        <h3 className={styles.title}>Last 24 hours</h3>
        <Link as="button" onClick={onShowEvents}>
          Show events
        </Link>
      </div>
      <p className={styles.counts}>{describeCounts(events.lastDay) ?? 'No events'}</p>
    </Card>
  );
}
