import { makeStyles, tokens } from '@fluentui/react-components';
import type { Snapshot } from '../../contract/panel-snapshot.ts';
import { counted } from '../../wording/counted.ts';
import { formatDuration } from '../../wording/format.ts';
import { useCommandFormatter, useLive } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { displayState, STATE_APPEARANCE } from '../components/state-badge.tsx';
import { formatClock, toSentence } from '../format.ts';
import { useNow } from '../hooks.ts';
import { Actions } from './actions.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', gap: '14px', alignItems: 'center', paddingTop: '4px' },
  disc: {
    display: 'grid',
    placeItems: 'center',
    width: '48px',
    height: '48px',
    borderRadius: tokens.borderRadiusCircular,
    flexShrink: 0,
  },
  icon: { width: '28px', height: '28px' },
  word: {
    margin: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
  },
  since: { color: tokens.colorNeutralForeground2 },
  reason: {
    color: tokens.colorNeutralForeground2,
    margin: '12px 0 0',
    lineHeight: tokens.lineHeightBase300,
    overflowWrap: 'anywhere',
  },
  next: { margin: '2px 0 0', lineHeight: tokens.lineHeightBase300, ':empty': { display: 'none' } },
});

/** The state with its duration and reason, the next step, and the buttons. */
export function Headline() {
  const styles = useStyles();
  const { link, snapshot } = useLive();
  const now = useNow();
  const formatCommand = useCommandFormatter();
  const { label, Icon, color, background } = STATE_APPEARANCE[displayState(snapshot)];
  const connecting = link.state === 'connecting';
  return (
    <Card label="State" accentColor={color}>
      <div className={styles.head}>
        <span className={styles.disc} style={{ backgroundColor: background, color: color }} aria-hidden>
          <Icon className={styles.icon} />
        </span>
        <div>
          <h2 className={styles.word} data-testid="state">
            {connecting ? 'Connecting…' : label}
          </h2>
          <span className={styles.since}>
            {snapshot?.since === undefined
              ? '\u00a0'
              : `since ${formatClock(snapshot.since, now)} · ${formatDuration(now - snapshot.since)}`}
          </span>
        </div>
      </div>
      <p className={styles.reason}>{describeReason(snapshot)}</p>
      <p className={styles.next}>{formatCommand(describeNext(snapshot, now) ?? '')}</p>
      <Actions />
    </Card>
  );
}

function describeReason(snapshot: Snapshot | undefined): string {
  if (snapshot === undefined) return 'This page does not know the state of the listener.';
  return toSentence(snapshot.reason);
}

/** What happens automatically. */
function describeNext(snapshot: Snapshot | undefined, now: number): string | undefined {
  const { drain } = snapshot?.status ?? {};
  if (snapshot?.state === 'running' && drain !== undefined) {
    return `Taken out of service by ${drain.by}; ${counted(drain.left, 'client')} left. "hal-listener drain --undo" or a restart puts it back.`;
  }
  switch (snapshot?.state) {
    case 'stopped':
      return 'Stopped until you start it.';
    case 'draining':
      return 'Pending queries are answered first.';
    case 'hung':
      return 'Will be restarted automatically, by this panel or by the service, task or QM that started it.';
    case 'backing-off':
      return snapshot.retryAt === undefined
        ? undefined
        : `Next start in ${formatDuration(Math.max(snapshot.retryAt - now, 0))}.`;
    case 'failed':
      return 'Not retried automatically. Fix the cause, then start the listener.';
    default:
      return undefined;
  }
}
