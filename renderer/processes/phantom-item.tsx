import { Badge, Button, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import type { PhantomView } from '../../contract/panel-processes.ts';
import { formatElapsed } from '../../wording/format.ts';
import { CONDITION_LABELS } from '../../wording/processes.ts';
import { useNow } from '../clock.ts';
import { CommandTooltip } from '../components/command.tsx';
import { formatByteSize, formatClock, formatPercent, NO_VALUE, toSentence } from '../format.ts';

const useStyles = makeStyles({
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: '6px 12px',
    alignItems: 'center',
    padding: '10px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  head: { display: 'flex', alignItems: 'center', gap: '4px 10px', flexWrap: 'wrap', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold },
  facts: {
    gridColumn: '1 / -1',
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(124px, 1fr))',
    gap: '6px 16px',
    margin: 0,
  },
  term: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  why: { gridColumn: '1 / -1', margin: 0, overflowWrap: 'anywhere' },
});

const COLORS = { running: 'success', draining: 'informative', hung: 'danger', refuses: 'warning' } as const;

interface Choice {
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

/** One phantom with everything that is known of it. */
export function PhantomItem(props: {
  readonly phantom: PhantomView;
  /** Whether phantoms are being ended. */
  readonly isBusy: boolean;
  /** Absent if there is only one. */
  readonly choice: Choice | undefined;
  readonly onEnd: () => void;
}) {
  const styles = useStyles();
  const { phantom, isBusy, choice, onEnd } = props;
  const { userNo, condition, why } = phantom;
  const facts = useNow((now) => factsOf(phantom, now));
  const name = `User No. ${userNo}`;
  return (
    <li className={styles.item} data-phantom={userNo}>
      <div className={styles.head}>
        {choice !== undefined && (
          <Checkbox
            aria-label={`Select ${name}`}
            checked={choice.isChosen}
            onChange={(_, { checked }) => choice.onChoose(checked === true)}
          />
        )}
        <span className={styles.name}>{name}</span>
        <Badge appearance="tint" color={COLORS[condition]}>
          {CONDITION_LABELS[condition]}
        </Badge>
      </div>
      <CommandTooltip command="kill" values={[userNo]} text="Does not wait for pending queries">
        <Button
          size="small"
          aria-label={`End ${name}`}
          disabledFocusable={isBusy}
          onClick={() => !isBusy && onEnd()}
        >
          End
        </Button>
      </CommandTooltip>
      {why !== undefined && <p className={styles.why}>{toSentence(why)}</p>}
      <dl className={styles.facts}>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt className={styles.term}>{term}</dt>
            <dd className={styles.value} data-fact={term}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function factsOf(phantom: PhantomView, now: number): readonly (readonly [string, string])[] {
  const { pid, ports, origin, since, load, clients, account, user, owner, version } = phantom;
  return [
    ['PID', String(pid)],
    [ports.length === 1 ? 'Port' : 'Ports', ports.join(', ')],
    ['Started by', origin],
    ['Since', since === undefined ? NO_VALUE : `${formatClock(since, now)} (${formatElapsed(now - since)})`],
    ['CPU', formatPercent(load?.cpu)],
    ['Memory', formatByteSize(load?.rss)],
    ['Clients', clients === undefined ? NO_VALUE : `${clients.open} of ${clients.max}`],
    ['Account', account],
    ['User', user ?? NO_VALUE],
    ['Restarted by', owner ?? 'nobody'],
    ['Version', version],
  ];
}
