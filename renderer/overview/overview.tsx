import { makeStyles } from '@fluentui/react-components';
import { useRef } from 'react';
import type { PhantomFailure, Snapshot } from '../../contract/panel-snapshot.ts';
import { AttentionStrip } from '../attention/attention-strip.tsx';
import { useSnapshot } from '../client/panel-context.ts';
import { useMedia } from '../hooks.ts';
import type { LogTarget } from '../navigation.ts';
import { NotificationSetting } from '../notifications/notification-setting.tsx';
import type { AlarmNotifications } from '../notifications/use-alarm-notifications.ts';
import { Charts } from './charts.tsx';
import { ConnectCard } from './connect-card.tsx';
import { Facts } from './facts.tsx';
import { Failure } from './failure.tsx';
import { FleetCard } from './fleet-card.tsx';
import { Headline } from './headline.tsx';
import { LastDay } from './last-day.tsx';
import { LastError } from './last-error.tsx';
import { QuestionsCard } from './questions-card.tsx';

/** Two columns from this width on. */
const WIDE = '(min-width: 1000px)';

const useStyles = makeStyles({
  overview: {
    display: 'grid',
    gap: '12px',
    padding: '16px',
    gridTemplateColumns: 'minmax(0, 1fr)',
    width: '100%',
    maxWidth: '1480px',
    margin: '0 auto',
    boxSizing: 'border-box',
    '@media (max-width: 479px)': { padding: '12px' },
    [`@media ${WIDE}`]: { gridTemplateColumns: '380px minmax(0, 1fr)', gap: '16px' },
    alignItems: 'start',
  },
  column: { display: 'flex', flexDirection: 'column', gap: '12px', minWidth: 0 },
});

/** The Overview screen. */
export function Overview(props: {
  readonly notifications: AlarmNotifications;
  readonly onShowLog: (target?: LogTarget) => void;
  readonly onShowConnections: () => void;
  readonly onShowEvents: () => void;
}) {
  const styles = useStyles();
  const snapshot = useSnapshot();
  const wide = useMedia(WIDE);
  const failed = useFailure(snapshot);
  const failure = failed && <Failure failure={failed} onShowLog={() => props.onShowLog()} />;
  const headline = <Headline isFailureShown={failed !== undefined} />;
  const attention = <AttentionStrip screen="overview" />;
  const facts = (
    <>
      <ConnectCard />
      <Facts onShowConnections={props.onShowConnections} />
    </>
  );
  const rest = (
    <>
      {failure}
      {failure === undefined && <Charts />}
    </>
  );
  const lastError = (
    <>
      <QuestionsCard />
      <FleetCard />
      <LastDay onShowEvents={props.onShowEvents} />
      <LastError onShowLog={props.onShowLog} />
      <NotificationSetting notifications={props.notifications} />
    </>
  );
  if (!wide) {
    return (
      <div className={styles.overview}>
        <div className={styles.column}>
          {headline}
          {attention}
          {rest}
          {facts}
          {lastError}
        </div>
      </div>
    );
  }
  return (
    <div className={styles.overview}>
      <div className={styles.column}>
        {headline}
        {facts}
      </div>
      <div className={styles.column}>
        {attention}
        {rest}
        {lastError}
      </div>
    </div>
  );
}

/**
 * Shows the failure also while a start is retried, so that typed input is not lost on each attempt. A previous failure is
 * not shown while the listener runs.
 */
function useFailure(snapshot: Snapshot | undefined): PhantomFailure | undefined {
  const last = useRef<PhantomFailure>(undefined);
  if (snapshot?.state !== 'starting') {
    const stands = snapshot !== undefined && ['failed', 'backing-off', 'stopped'].includes(snapshot.state);
    last.current = stands ? snapshot.failure : undefined;
  }
  return last.current;
}
