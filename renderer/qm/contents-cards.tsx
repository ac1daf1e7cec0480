import { Button, Spinner } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { QmView } from '../../contract/panel-qm.ts';
import type { PanelError } from '../../wording/panel-error.ts';
import { asPanelError, useClient, useCommandFormatter, useLive } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { formatClock, formatCount } from '../format.ts';
import { useCardStyles } from './card-styles.ts';
import { ProgramsCard } from './programs-card.tsx';

type Look =
  | { readonly kind: 'none' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'seen'; readonly view: QmView; readonly at: number }
  | { readonly kind: 'failed'; readonly error: PanelError };

/** What is in QM: its users, its locks and our programs. Asked for by a person, since it takes a seat for a moment. */
export function ContentsCards() {
  const styles = useCardStyles();
  const client = useClient();
  const formatCommand = useCommandFormatter();
  const sessions = useLive(({ snapshot }) => snapshot?.status?.account.sessions) ?? [];
  const [look, setLook] = useState<Look>({ kind: 'none' });
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);

  const run = async (): Promise<void> => {
    const stop = new AbortController();
    controller.current = stop;
    setLook({ kind: 'looking' });
    try {
      setLook({
        kind: 'seen',
        view: await client.call('qm-look', {}, { signal: stop.signal }),
        at: Date.now(),
      });
    } catch (error) {
      const failure = asPanelError(error);
      setLook(failure.code === 'CANCELLED' ? { kind: 'none' } : { kind: 'failed', error: failure });
    }
  };
  const isLooking = look.kind === 'looking';
  const view = look.kind === 'seen' ? look.view : undefined;
  const ours = new Set(sessions.map(({ userNo }) => userNo));

  return (
    <>
      <Card label="Users and locks">
        <div className={styles.bar}>
          <h2 className={styles.title}>Users and locks</h2>
          {look.kind === 'seen' && <span className={styles.term}>at {formatClock(look.at)}</span>}
          <Button
            size="small"
            icon={isLooking ? <Spinner size="extra-tiny" /> : null}
            onClick={() => (isLooking ? controller.current?.abort() : void run())}
          >
            {isLooking ? 'Cancel' : view === undefined ? 'Look' : 'Look again'}
          </Button>
        </div>
        <div role="status">
          {look.kind === 'none' && (
            <p className={styles.note}>
              Shows who is logged in to QM, which records are locked, and whether our commands and the
              dictionaries are complete. It takes one seat for a moment.
            </p>
          )}
          {look.kind === 'failed' && (
            <p className={styles.note}>
              <span className={styles.strong}>{formatCommand(look.error.message)}</span>{' '}
              {formatCommand(look.error.advice)}
            </p>
          )}
        </div>
        {view !== undefined && (
          <>
            <UserTable users={view.users} ours={ours} />
            <LockTable locks={view.locks} />
          </>
        )}
      </Card>
      {view !== undefined && <ProgramsCard view={view} onChanged={() => void run()} />}
    </>
  );
}

function UserTable({
  users,
  ours,
}: {
  readonly users: QmView['users'];
  /** User numbers of the listener's sessions. */
  readonly ours: ReadonlySet<number | undefined>;
}) {
  const rows = users.map(({ userNo, pid, since, origin, self }) => [
    String(userNo),
    String(pid),
    since,
    `${origin}${self ? ' (this look)' : ours.has(userNo) ? ' (the listener)' : ''}`,
  ]);
  const none = 'No users: an account without QM has none.';
  return <Listing label="Users" head={['User', 'PID', 'Since', 'From']} rows={rows} none={none} />;
}

function LockTable({ locks }: { readonly locks: QmView['locks'] }) {
  const rows = locks.map(({ userNo, type, file, id }) => [String(userNo), type, file, id]);
  return (
    <Listing
      label="Locks"
      head={['User', 'Type', 'File', 'Record']}
      rows={rows}
      none="No record is locked."
    />
  );
}

function Listing(props: {
  readonly label: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly none: string;
}) {
  const styles = useCardStyles();
  const { label, head, rows, none } = props;
  if (rows.length === 0) return <p className={styles.note}>{none}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached with the keyboard.
    <section className={styles.scrolls} tabIndex={0} aria-label={`${label}, ${formatCount(rows.length)}`}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col" className={styles.head}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join('\t')}>
              {row.map((value, index) => (
                <td key={head[index]} className={styles.cell}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
