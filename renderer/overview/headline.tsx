import { makeStyles, tokens } from '@fluentui/react-components';
import { useLive } from '../client/panel-context.ts';
import { clock, duration } from '../format/times.ts';
import { Card } from '../parts/card.tsx';
import { LOOKS } from '../parts/phantom-look.ts';
import { useNow } from '../use-now.ts';
import { Actions } from './actions.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', gap: '14px', alignItems: 'center' },
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
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
  },
  since: { color: tokens.colorNeutralForeground2 },
  reason: {
    color: tokens.colorNeutralForeground2,
    margin: '12px 0 0',
    lineHeight: tokens.lineHeightBase300,
    overflowWrap: 'anywhere',
  },
});

/** The state in large, since when and why, and the buttons. */
export function Headline() {
  const styles = useStyles();
  const { link, snapshot } = useLive();
  const now = useNow();
  const state = snapshot?.state ?? 'unknown';
  const { word, Icon, ink, ground } = LOOKS[state];
  const connecting = link.state === 'connecting';
  return (
    <Card label="State">
      <ColourEdge colour={ink} />
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
              ? ' '
              : `since ${clock(snapshot.since, now)} · ${duration(now - snapshot.since)}`}
          </span>
        </div>
      </div>
      <p className={styles.reason}>{reasonOf(snapshot, now)}</p>
      <Actions />
    </Card>
  );
}

type Seen = ReturnType<typeof useLive>['snapshot'];

function reasonOf(snapshot: Seen, now: number): string {
  if (snapshot === undefined) return 'The state of the listener is not known to this page.';
  const { reason, retryAt, state } = snapshot;
  const said = reason === '' ? '' : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
  if (state !== 'backing-off' || retryAt === undefined) return said;
  return `${said} Next start in ${duration(Math.max(retryAt - now, 0))}.`;
}

/** The state's colour along the top of the card. */
function ColourEdge({ colour }: { readonly colour: string }) {
  return (
    <span
      aria-hidden
      style={{
        display: 'block',
        height: '4px',
        borderRadius: '2px',
        margin: '0 0 14px',
        backgroundColor: colour,
      }}
    />
  );
}
