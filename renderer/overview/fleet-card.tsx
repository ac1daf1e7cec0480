import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { SeenFleet, SeenMember } from '../../contract/fleet.ts';
import { MEMBER_STATE_LABELS, memberState } from '../../wording/fleet.ts';
import { useLive, usePolled } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { formatCount, formatShortDuration, NO_VALUE, toSentence } from '../format.ts';

const POLL_INTERVAL_MS = 5_000;

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  table: { width: '100%', borderCollapse: 'collapse', marginTop: '8px' },
  cell: {
    textAlign: 'left',
    padding: '4px 12px 4px 0',
    overflowWrap: 'anywhere',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  head: { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2, borderTop: 'none' },
  number: { textAlign: 'right', paddingRight: '0', paddingLeft: '12px', whiteSpace: 'nowrap' },
  // What matters least goes first where there is no room; `hal-listener fleet` has everything.
  roomy: { '@media (max-width: 599px)': { display: 'none' } },
  bad: { color: tokens.colorPaletteDarkOrangeForeground1 },
  text: { margin: '8px 0 0', color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** The listeners that share the session store, where one is configured. */
export function FleetCard() {
  const store = useLive(({ snapshot }) => snapshot?.status?.store);
  return store === undefined ? null : <FleetTable reason={store.reason} />;
}

function FleetTable({ reason }: { readonly reason: string | undefined }) {
  const styles = useStyles();
  const { value, error } = usePolled('fleet', {}, POLL_INTERVAL_MS);
  const fleet = value?.fleet;
  const why =
    error?.message ?? (value === undefined ? undefined : (reason ?? 'the session store was not read yet'));
  return (
    <Card label="Listeners that share the session store">
      <h3 className={styles.title}>Listeners that share the session store</h3>
      {fleet === undefined ? (
        <p className={styles.text}>{why === undefined ? 'Loading…' : `Not known: ${toSentence(why)}`}</p>
      ) : (
        <Members fleet={fleet} />
      )}
    </Card>
  );
}

function Members({ fleet: { members, unreadable, seatsInUse } }: { readonly fleet: SeenFleet }) {
  const styles = useStyles();
  const total = members.find(({ seatsTotal }) => seatsTotal !== undefined)?.seatsTotal;
  const remarks = [
    ...(total === undefined ? [] : [`${seatsInUse} of ${total} QM seats in use.`]),
    ...(unreadable === 0 ? [] : [`Entries of the store that cannot be read: ${formatCount(unreadable)}.`]),
  ];
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            {COLUMNS.map(({ title, isNumber, isRoomy }) => (
              <th
                key={title}
                scope="col"
                className={mergeClasses(
                  styles.cell,
                  styles.head,
                  isNumber && styles.number,
                  isRoomy && styles.roomy,
                )}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.id} data-listener={addressOf(member)}>
              {COLUMNS.map(({ title, isNumber, isRoomy, text }) => (
                <td
                  key={title}
                  className={mergeClasses(
                    styles.cell,
                    isNumber && styles.number,
                    isRoomy && styles.roomy,
                    title === 'State' && memberState(member) !== 'running' && styles.bad,
                  )}
                >
                  {text(member)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {remarks.length > 0 && <p className={styles.text}>{remarks.join(' ')}</p>}
    </>
  );
}

interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
  /** Shown in wide windows only. */
  readonly isRoomy?: boolean;
  text(member: SeenMember): string;
}

const COLUMNS: readonly Column[] = [
  { title: 'Listener', text: addressOf },
  { title: 'State', text: (member) => MEMBER_STATE_LABELS[memberState(member)] },
  { title: 'Clients', isNumber: true, text: ({ clients }) => `${clients.open} / ${clients.max}` },
  {
    title: 'QM seats',
    isNumber: true,
    text: ({ seats }) => (seats === undefined ? NO_VALUE : `${seats.used} / ${seats.limit}`),
  },
  {
    title: 'Running for',
    isNumber: true,
    isRoomy: true,
    text: ({ uptimeMs }) => formatShortDuration(uptimeMs),
  },
  {
    title: 'Last heartbeat',
    isNumber: true,
    isRoomy: true,
    text: ({ silentMs }) => `${formatShortDuration(silentMs)} ago`,
  },
  { title: 'Version', isNumber: true, isRoomy: true, text: ({ version }) => version },
];

function addressOf({ host, port }: SeenMember): string {
  return `${host}:${port}`;
}
