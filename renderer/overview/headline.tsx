import { makeStyles, tokens } from '@fluentui/react-components';
import type { Snapshot } from '../../contract/panel-snapshot.ts';
import { formatDuration, formatElapsed } from '../../wording/format.ts';
import { useCommandFormatter, useConnectionState, useSnapshot } from '../client/panel-context.ts';
import { useNow } from '../clock.ts';
import { Card } from '../components/card.tsx';
import { displayState, STATE_APPEARANCE } from '../components/state-badge.tsx';
import { formatClock, toSentence } from '../format.ts';
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
    whiteSpace: 'nowrap',
    // The longest state in the narrowest window.
    '@media (max-width: 359px)': { fontSize: tokens.fontSizeBase500 },
  },
  // One line, so that the buttons below keep their place.
  since: {
    display: 'block',
    color: tokens.colorNeutralForeground2,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  names: { minWidth: 0 },
  reason: {
    color: tokens.colorNeutralForeground2,
    margin: '12px 0 0',
    lineHeight: tokens.lineHeightBase300,
    overflowWrap: 'anywhere',
    ':empty': { display: 'none' },
  },
  next: { margin: '8px 0 0', lineHeight: tokens.lineHeightBase300, ':empty': { display: 'none' } },
});

/**
 * The state and the buttons, in the same place whatever the state; below them the reason and what comes next.
 *
 * @param isFailureShown the page says why it is not running, and what to do
 */
export function Headline({ isFailureShown }: { readonly isFailureShown: boolean }) {
  const styles = useStyles();
  const snapshot = useSnapshot();
  const formatCommand = useCommandFormatter();
  const { label, Icon, color, background } = STATE_APPEARANCE[displayState(snapshot)];
  const connecting = useConnectionState().state === 'connecting';
  return (
    <Card label="State" accentColor={color}>
      <div className={styles.head}>
        <span className={styles.disc} style={{ backgroundColor: background, color: color }} aria-hidden>
          <Icon className={styles.icon} />
        </span>
        <div className={styles.names}>
          <h2 className={styles.word} data-testid="state">
            {connecting ? 'Connecting…' : label}
          </h2>
          <Since at={snapshot?.since} />
        </div>
      </div>
      <Actions />
      <p className={styles.reason}>{isFailureShown ? '' : formatCommand(describeReason(snapshot) ?? '')}</p>
      <p className={styles.next}>
        <Next snapshot={snapshot} isFailureShown={isFailureShown} />
      </p>
    </Card>
  );
}

/** How long the state has lasted. */
function Since({ at }: { readonly at: number | undefined }) {
  const styles = useStyles();
  const text = useNow((now) =>
    at === undefined ? undefined : `${formatElapsed(now - at)}, since ${formatClock(at, now)}`,
  );
  return (
    <span className={styles.since} title={text} data-testid="since">
      {text ?? '\u00a0'}
    </span>
  );
}

/** What happens automatically. */
function Next({
  snapshot,
  isFailureShown,
}: {
  readonly snapshot: Snapshot | undefined;
  readonly isFailureShown: boolean;
}) {
  return useNow((now) => describeNext(snapshot, now, isFailureShown));
}

/** Undefined while it runs: the details say what runs. */
function describeReason(snapshot: Snapshot | undefined): string | undefined {
  if (snapshot === undefined) return 'This page does not know the state of the listener.';
  return snapshot.state === 'running' ? undefined : toSentence(snapshot.reason);
}

function describeNext(
  snapshot: Snapshot | undefined,
  now: number,
  isFailureShown: boolean,
): string | undefined {
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
      return `Not retried automatically.${isFailureShown ? '' : ' Fix the cause, then start the listener.'}`;
    default:
      return undefined;
  }
}
