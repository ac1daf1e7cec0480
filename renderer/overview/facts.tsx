import { Link, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Snapshot } from '../../contract/panel-snapshot.ts';
import { useLive } from '../client/panel-context.ts';
import { count, NO_FIGURE } from '../format/figures.ts';
import { Card } from '../parts/card.tsx';
import { CopyButton } from '../parts/copy-button.tsx';

const useStyles = makeStyles({
  capacity: { display: 'flex', justifyContent: 'space-between', alignItems: 'baseline', marginBottom: '8px' },
  figure: { fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold },
  of: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase300, fontWeight: 400 },
  list: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', margin: '14px 0 0', columnGap: '16px' },
  row: { display: 'contents' },
  term: {
    color: tokens.colorNeutralForeground2,
    padding: '5px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  value: {
    margin: 0,
    padding: '5px 0',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: '2px',
    textAlign: 'right',
    minHeight: '24px',
    overflowWrap: 'anywhere',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
});

/** What the listener is: connections, address, process, account. */
export function Facts({ toConnections }: { readonly toConnections: () => void }) {
  const styles = useStyles();
  const { snapshot } = useLive();
  const status = snapshot?.status;
  const open = status?.connections.open;
  const max = status?.connections.max;
  const full = open !== undefined && max !== undefined && open / max >= 0.9;
  return (
    <Card label="Facts">
      <div className={styles.capacity}>
        <Link as="button" onClick={toConnections}>
          Connections
        </Link>
        <span className={styles.figure} data-testid="connections">
          {count(open)}
          <span className={styles.of}> / {count(max)}</span>
        </span>
      </div>
      <ProgressBar
        aria-label="Connections in use"
        value={open ?? 0}
        max={max ?? 1}
        thickness="large"
        color={full ? 'warning' : 'brand'}
      />
      <dl className={styles.list}>
        {factsOf(snapshot).map(({ name, value, copy }) => (
          <div key={name} className={styles.row}>
            <dt className={styles.term}>{name}</dt>
            <dd className={styles.value} data-fact={name}>
              {value}
              {copy !== undefined && <CopyButton text={copy} what={name.toLowerCase()} />}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  readonly copy?: string;
}

function factsOf(snapshot: Snapshot | undefined): readonly Fact[] {
  const status = snapshot?.status;
  const address = snapshot === undefined ? undefined : addressOf(snapshot);
  const ports = status === undefined ? undefined : [...new Set(status.listening.map(({ port }) => port))];
  const port = ports?.join(', ') ?? (snapshot === undefined ? undefined : String(snapshot.port));
  const { account } = status ?? {};
  return [
    { name: 'Address', value: address ?? NO_FIGURE, ...(address === undefined ? {} : { copy: address }) },
    { name: 'Port', value: port ?? NO_FIGURE, ...(port === undefined ? {} : { copy: port }) },
    { name: 'User No.', value: status?.userNo ?? NO_FIGURE },
    { name: 'PID', value: status?.pid ?? NO_FIGURE },
    { name: 'Started by', value: status?.origin ?? NO_FIGURE },
    { name: 'Account', value: account === undefined ? NO_FIGURE : `${account.name} · ${account.driver}` },
    {
      name: 'Database',
      value: account === undefined ? NO_FIGURE : [account.state, account.reason].filter(Boolean).join(': '),
    },
    ...(account?.seats === undefined
      ? []
      : [{ name: 'QM seats', value: `${account.seats.used} of ${account.seats.limit}` }]),
    { name: 'Queries', value: queriesInWords(status) },
    { name: 'Version', value: status?.version ?? NO_FIGURE },
  ];
}

/** What a client is told to connect to: this machine by name where every address is open. */
function addressOf({ machine, port, scheme, status }: Snapshot): string {
  const first = status?.listening[0];
  const host = first === undefined || /^(0\.0\.0\.0|::)$/.test(first.host) ? machine : first.host;
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${first?.port ?? port}`;
}

function queriesInWords(status: Snapshot['status']): string {
  if (status === undefined) return NO_FIGURE;
  const { total, failed } = status.queries;
  return failed === 0 ? count(total) : `${count(total)}, ${count(failed)} failed`;
}
