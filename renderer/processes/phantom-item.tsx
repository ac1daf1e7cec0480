import { Badge, Button, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { OtherPhantom, PhantomView } from '../../contract/panel-processes.ts';
import { formatElapsed } from '../../wording/format.ts';
import { CONDITION_LABELS, nameOfOther } from '../../wording/processes.ts';
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

const COLORS = {
  running: 'success',
  draining: 'informative',
  hung: 'danger',
  refuses: 'warning',
  unknown: 'informative',
} as const;

interface Choice {
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

interface ItemProps {
  /** Whether phantoms are being ended. */
  readonly isBusy: boolean;
  readonly onEnd: () => void;
}

/** One phantom of this home with everything that is known of it. */
export function PhantomItem(
  props: ItemProps & {
    readonly phantom: PhantomView;
    /** Absent if there is only one. */
    readonly choice: Choice | undefined;
  },
) {
  const { phantom, choice, ...rest } = props;
  const { userNo } = phantom;
  const name = `User No. ${userNo}`;
  return (
    <ProcessItem
      {...rest}
      id={userNo}
      name={name}
      condition={phantom.condition}
      why={phantom.why}
      facts={useNow((now) => factsOf(phantom, now))}
      command={{ command: 'kill', values: [userNo], text: 'Does not wait for pending queries' }}
      choice={
        choice !== undefined && (
          <Checkbox
            aria-label={`Select ${name}`}
            checked={choice.isChosen}
            onChange={(_, { checked }) => choice.onChoose(checked === true)}
          />
        )
      }
    />
  );
}

/** One phantom of another home, as far as this user may see it. */
export function OtherPhantomItem({ phantom, ...rest }: ItemProps & { readonly phantom: OtherPhantom }) {
  const { pid, userNo, home, condition, why } = phantom;
  const values = [userNo ?? '<User No.>', home ?? '<folder>'];
  return (
    <ProcessItem
      {...rest}
      id={`other ${pid}`}
      name={nameOfOther(phantom)}
      condition={condition}
      why={why}
      facts={useNow((now) => factsOfOther(phantom, now))}
      command={{ command: 'kill-other', values, text: 'Does not wait for pending queries' }}
    />
  );
}

function ProcessItem(
  props: ItemProps & {
    readonly id: number | string;
    readonly name: string;
    readonly condition: keyof typeof COLORS;
    readonly why: string | undefined;
    readonly facts: readonly Fact[];
    readonly command: Pick<Parameters<typeof CommandTooltip>[0], 'command' | 'values' | 'text'>;
    readonly choice?: ReactNode;
  },
) {
  const styles = useStyles();
  const { id, name, condition, why, facts, command, isBusy, choice, onEnd } = props;
  return (
    <li className={styles.item} data-phantom={id}>
      <div className={styles.head}>
        {choice}
        <span className={styles.name}>{name}</span>
        <Badge appearance="tint" color={COLORS[condition]}>
          {CONDITION_LABELS[condition]}
        </Badge>
      </div>
      <CommandTooltip {...command}>
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

type Fact = readonly [string, string];

function factsOf(phantom: PhantomView, now: number): readonly Fact[] {
  const { pid, ports, origin, since, load, clients, account, user, owner, version } = phantom;
  return [
    ['PID', String(pid)],
    portFact(ports),
    ['Started by', origin],
    sinceFact(since, now),
    ['CPU', formatPercent(load?.cpu)],
    ['Memory', formatByteSize(load?.rss)],
    clientsFact(clients),
    ['Account', account],
    ['User', user ?? NO_VALUE],
    ['Restarted by', owner ?? 'nobody'],
    ['Version', version],
  ];
}

function factsOfOther(phantom: OtherPhantom, now: number): readonly Fact[] {
  const { userNo, ports, origin, since, cpu, rss, clients, account, user, version, home } = phantom;
  return [
    ['User No.', userNo === undefined ? NO_VALUE : String(userNo)],
    portFact(ports ?? []),
    ['Started by', origin ?? NO_VALUE],
    sinceFact(since, now),
    ['CPU', formatPercent(cpu)],
    ['Memory', formatByteSize(rss)],
    clientsFact(clients),
    ['Account', account ?? NO_VALUE],
    ['User', user ?? NO_VALUE],
    ['Version', version ?? NO_VALUE],
    ['Home', home ?? NO_VALUE],
  ];
}

function portFact(ports: readonly number[]): Fact {
  return [ports.length > 1 ? 'Ports' : 'Port', ports.length === 0 ? NO_VALUE : ports.join(', ')];
}

function sinceFact(since: number | undefined, now: number): Fact {
  return [
    'Since',
    since === undefined ? NO_VALUE : `${formatClock(since, now)} (${formatElapsed(now - since)})`,
  ];
}

function clientsFact(clients: PhantomView['clients']): Fact {
  return ['Clients', clients === undefined ? NO_VALUE : `${clients.open} of ${clients.max}`];
}
