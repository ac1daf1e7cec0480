import { Badge, Link, ProgressBar } from '@fluentui/react-components';
import type { AccountState } from '../../contract/status.ts';
import { useCommandFormatter, useLive } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { formatCount, toSentence } from '../format.ts';
import { useNavigate } from '../navigation.ts';
import { useCardStyles } from './card-styles.ts';

const STATES = {
  ready: { label: 'Ready', color: 'success' },
  connecting: { label: 'Connecting', color: 'informative' },
  down: { label: 'Not reachable', color: 'danger' },
} as const;

const SESSION_STATES = {
  opening: 'is being opened',
  idle: 'idle',
  busy: 'runs a statement',
  leaving: 'closed, but its process may still exist',
} as const satisfies Record<NonNullable<AccountState['sessions']>[number]['state'], string>;

/** The account that the listener answers from, its seats and each of its sessions, as the listener tells them now. */
export function AccountCard() {
  const styles = useCardStyles();
  const account = useLive(({ snapshot }) => snapshot?.status?.account);
  const formatCommand = useCommandFormatter();
  const navigate = useNavigate();
  return (
    <Card label="Account">
      <div className={styles.bar}>
        <h2 className={styles.title}>Account {account?.name}</h2>
        {account !== undefined && (
          <Badge appearance="tint" color={STATES[account.state].color} data-testid="account-state">
            {STATES[account.state].label}
          </Badge>
        )}
      </div>
      {account === undefined ? (
        <p className={styles.note}>
          The listener is not running or not responding, so its account is not known.
        </p>
      ) : (
        <>
          {account.reason !== undefined && (
            <p className={styles.note}>{formatCommand(toSentence(account.reason))}</p>
          )}
          <dl className={styles.facts}>
            <dt className={styles.term}>Reached by</dt>
            <dd className={styles.value}>{describeDriver(account)}</dd>
            {account.driver === 'embedded' && (
              <>
                <dt className={styles.term}>QM</dt>
                <dd className={styles.value}>
                  none is set:{' '}
                  <Link as="button" inline onClick={() => navigate('setup')}>
                    set it up
                  </Link>
                </dd>
              </>
            )}
            {account.seats !== undefined && (
              <>
                <dt className={styles.term}>Seats</dt>
                <dd className={styles.value} data-testid="seats">
                  {account.seats.used} of {account.seats.limit} in use
                  {account.seats.waiting > 0 && `, ${formatCount(account.seats.waiting)} queries waiting`}
                </dd>
              </>
            )}
          </dl>
          {account.seats !== undefined && (
            <ProgressBar
              className={styles.below}
              aria-label="QM seats in use"
              value={account.seats.used}
              max={Math.max(account.seats.limit, 1)}
              thickness="large"
              color={account.seats.waiting > 0 ? 'warning' : 'brand'}
            />
          )}
          {account.sessions !== undefined && account.sessions.length > 0 && (
            <ul className={styles.list} aria-label="QM sessions of the listener">
              {account.sessions.map(({ state, userNo, keeper }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a session has no number until it is open.
                <li key={index} className={styles.item}>
                  <span className={styles.strong}>{userNo === undefined ? 'Session' : `User ${userNo}`}</span>
                  <span>
                    {SESSION_STATES[state]}
                    {keeper && <span className={styles.term}> · always open, holds the listener's lock</span>}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Card>
  );
}

const DRIVERS: Readonly<Record<string, string>> = {
  pipe: 'pipe: a QM program on this machine',
  qmclient: 'qmclient: QMClient over TCP',
  command: 'command: one QM program for each statement',
  embedded: 'embedded: no QM; records in the home of the listener',
};

function describeDriver({ driver, example }: AccountState): string {
  const name = DRIVERS[driver] ?? driver;
  return example === true ? `${name} (example data: every record is invented)` : name;
}
