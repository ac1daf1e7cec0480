import { makeStyles, tokens } from '@fluentui/react-components';
import type { Snapshot } from '../../contract/panel-snapshot.ts';
import { formatDuration } from '../../wording/format.ts';
import { useLive } from '../client/panel-context.ts';
import { sentence } from '../format/text.ts';
import { clock } from '../format/times.ts';
import { useNow } from '../hooks.ts';
import { Card } from '../parts/card.tsx';
import { STATE_APPEARANCE, shownState } from '../parts/phantom-look.ts';
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

/** The state in large, since when and why, what comes next, and the buttons. */
export function Headline() {
  const styles = useStyles();
  const { link, snapshot } = useLive();
  const now = useNow();
  const { word, Icon, ink, ground } = STATE_APPEARANCE[shownState(snapshot)];
  const connecting = link.state === 'connecting';
  return (
    <Card label="State" edge={ink}>
      <div className={styles.head}>
        <span className={styles.disc} style={{ backgroundColor: ground, color: ink }} aria-hidden>
          <Icon className={styles.icon} />
        </span>
        <div>
          <h2 className={styles.word} data-testid="state">
            {connecting ? 'Connecting…' : word}
          </h2>
          <span className={styles.since}>
            {snapshot === undefined
              ? '\u00a0'
              : `since ${clock(snapshot.since, now)} · ${formatDuration(now - snapshot.since)}`}
          </span>
        </div>
      </div>
      <p className={styles.reason}>{reasonOf(snapshot)}</p>
      <p className={styles.next}>{nextOf(snapshot, now)}</p>
      <Actions />
    </Card>
  );
}

function reasonOf(snapshot: Snapshot | undefined): string {
  if (snapshot === undefined) return 'The state of the listener is not known to this page.';
  return sentence(snapshot.reason);
}

/** What happens by itself, so that nobody waits in vain or acts for nothing. */
function nextOf(snapshot: Snapshot | undefined, now: number): string | undefined {
  switch (snapshot?.state) {
    case 'stopped':
      return 'It stays so until somebody starts it.';
    case 'draining':
      return 'What has been asked is answered first, for 10 s at most.';
    case 'hung':
      return 'It is ended and started again by whoever looks after it: this panel, or the service, task or QM that started it.';
    case 'backing-off':
      return snapshot.retryAt === undefined
        ? undefined
        : `Next start in ${formatDuration(Math.max(snapshot.retryAt - now, 0))}.`;
    case 'failed':
      return 'It is not tried again by itself: put right what is wrong, then start it.';
    default:
      return undefined;
  }
}
