import { Link, makeStyles, mergeClasses, ProgressBar, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Snapshot } from '../../contract/panel-snapshot.ts';
import type { Status } from '../../contract/status.ts';
import { useIsRunning, useLive, useSnapshot } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { CopyButton } from '../components/icon-button.tsx';
import { formatClock, formatCount, NO_VALUE } from '../format.ts';

const useStyles = makeStyles({
  capacity: { display: 'flex', justifyContent: 'space-between', alignItems: 'baseline', marginBottom: '8px' },
  figure: { fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold },
  of: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase300, fontWeight: 400 },
  list: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', margin: 0 },
  // Readable, and not taken for what is now.
  last: { color: tokens.colorNeutralForeground3, '& *': { color: 'inherit' } },
  when: { margin: '0 0 8px', fontWeight: tokens.fontWeightSemibold },
  below: { marginTop: '14px' },
  row: {
    display: 'contents',
    ':not(:first-child) > *': { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  term: {
    color: tokens.colorNeutralForeground2,
    padding: '4px 16px 4px 0',
    display: 'flex',
    alignItems: 'center',
  },
  value: {
    margin: 0,
    padding: '4px 0',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: '2px',
    textAlign: 'right',
    minHeight: '24px',
    overflowWrap: 'anywhere',
  },
});

/** Details of the listener: connections, address, process, account. */
export function Facts({ onShowConnections }: { readonly onShowConnections: () => void }) {
  const styles = useStyles();
  const snapshot = useSnapshot();
  const last = useLive((live) =>
    live.snapshot !== undefined && live.snapshot.status === undefined ? live.lastStatus : undefined,
  );
  const status = last?.status ?? snapshot?.status;
  const isRunning = useIsRunning();
  const open = status?.connections.open;
  const max = status?.connections.max;
  const full = open !== undefined && max !== undefined && open / max >= 0.9;
  return (
    <Card label="Details" className={last === undefined ? '' : styles.last}>
      {last !== undefined && <p className={styles.when}>Last known values, of {formatClock(last.at)}</p>}
      {status !== undefined && (
        <>
          <div className={styles.capacity}>
            <Link as="button" onClick={onShowConnections}>
              Connections
            </Link>
            <span className={styles.figure} data-testid="connections">
              {formatCount(open)}
              <span className={styles.of}> / {formatCount(max)}</span>
            </span>
          </div>
          <ProgressBar
            aria-label="Connections in use"
            value={open ?? 0}
            max={max ?? 1}
            thickness="large"
            color={full ? 'warning' : 'brand'}
          />
        </>
      )}
      <dl className={mergeClasses(styles.list, status !== undefined && styles.below)}>
        {toFacts(snapshot, status, isRunning).map(({ name, value, copy }) => (
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

/** If the listener does not respond, only the configuration is known. While it runs, its addresses say the port. */
function toFacts(
  snapshot: Snapshot | undefined,
  status: Status | undefined,
  isRunning: boolean,
): readonly Fact[] {
  if (snapshot === undefined) return [{ name: 'Port', value: NO_VALUE }];
  const ports = [...new Set(status?.listening.map(({ port }) => port) ?? [snapshot.port])].join(', ');
  const configured: readonly Fact[] = isRunning ? [] : [{ name: 'Port', value: ports, copy: ports }];
  if (status === undefined) {
    const { silent } = snapshot;
    if (silent === undefined) return configured;
    return [...configured, { name: 'User No.', value: silent.userNo }, { name: 'PID', value: silent.pid }];
  }
  const { account } = status;
  const { seats } = account;
  return [
    ...configured,
    { name: 'User No.', value: status.userNo },
    { name: 'PID', value: status.pid },
    { name: 'Started by', value: status.origin },
    { name: 'Account', value: `${account.name} · ${account.driver}` },
    // A lost account has a card of its own.
    { name: 'Database', value: account.state },
    ...(seats === undefined ? [] : [{ name: 'QM seats', value: `${seats.used} of ${seats.limit}` }]),
    { name: 'Queries', value: describeQueries(status) },
    { name: 'Version', value: status.version },
  ];
}

function describeQueries({ queries: { total, failed } }: Status): string {
  return failed === 0 ? formatCount(total) : `${formatCount(total)} (${formatCount(failed)} failed)`;
}
