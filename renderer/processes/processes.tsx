import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Apps20Regular } from '@fluentui/react-icons/svg/apps';
import { DismissCircle20Regular } from '@fluentui/react-icons/svg/dismiss-circle';
import { useState } from 'react';
import type { PhantomView, Processes as ProcessList } from '../../contract/panel-processes.ts';
import { confirmEnd } from '../../wording/processes.ts';
import { usePolled } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { CommandTooltip } from '../components/command.tsx';
import { useConfirmation } from '../components/confirmation.tsx';
import { EmptyState } from '../components/list-screen.tsx';
import { PageScreen } from '../components/page-screen.tsx';
import { useAction } from '../components/use-action.ts';
import { formatCount } from '../format.ts';
import { OthersCard } from './others-card.tsx';
import { PhantomItem } from './phantom-item.tsx';
import { PortCard } from './port-card.tsx';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '12px',
    flexWrap: 'wrap',
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  list: { listStyle: 'none', margin: '10px 0 0', padding: 0 },
  note: { margin: '8px 0 0', color: tokens.colorNeutralForeground2, lineHeight: tokens.lineHeightBase300 },
});

const POLL_INTERVAL_MS = 2_000;

/** The Processes screen: every phantom that may be seen, who has the port, and the way to end them. */
export function Processes() {
  const styles = useStyles();
  const { value, error, refresh } = usePolled('processes', {}, POLL_INTERVAL_MS);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const { busy, perform, cancel } = useAction();
  const confirm = useConfirmation();
  const phantoms = value?.phantoms ?? [];
  const selected = phantoms.filter(({ userNo }) => chosen.has(userNo));
  const isEnding = busy === 'end-phantoms';

  const end = async (those: readonly PhantomView[]): Promise<void> => {
    if (those.length === 0 || isEnding || !(await confirm(confirmEnd(those)))) return;
    if (await perform('end-phantoms', { userNos: those.map(({ userNo }) => userNo) })) setChosen(new Set());
    refresh();
  };
  const choose = (userNo: number, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(userNo);
    else next.delete(userNo);
    setChosen(next);
  };

  return (
    <PageScreen label="Processes">
      <Card label="Phantoms">
        <div className={styles.bar}>
          <h2 className={styles.title}>Phantoms</h2>
          {isEnding ? (
            <Button size="small" onClick={cancel}>
              Cancel
            </Button>
          ) : (
            phantoms.length > 1 && (
              <CommandTooltip
                command="kill"
                text={selected.length === 0 ? 'Select phantoms first' : 'Ends the selected phantoms'}
              >
                <Button
                  size="small"
                  icon={<DismissCircle20Regular />}
                  disabledFocusable={selected.length === 0}
                  onClick={() => void end(selected)}
                >
                  {selected.length === 0 ? 'End selected' : `End ${formatCount(selected.length)}`}
                </Button>
              </CommandTooltip>
            )
          )}
        </div>
        {phantoms.length === 0 ? (
          <NoPhantoms value={value} error={error?.message} />
        ) : (
          <ul className={styles.list}>
            {phantoms.map((phantom) => (
              <PhantomItem
                key={`${phantom.userNo} ${phantom.pid}`}
                phantom={phantom}
                isBusy={isEnding}
                choice={
                  phantoms.length > 1
                    ? { isChosen: chosen.has(phantom.userNo), onChoose: (is) => choose(phantom.userNo, is) }
                    : undefined
                }
                onEnd={() => void end([phantom])}
              />
            ))}
          </ul>
        )}
        {value?.unknown.map(({ userNo, form }) => (
          <p key={userNo} className={styles.note}>
            User No. {userNo} was started by another version of the product (form {form}), which this one
            cannot read.
          </p>
        ))}
      </Card>
      {value !== undefined && <PortCard port={value.port} phantoms={phantoms} />}
      {value !== undefined && <OthersCard {...value} onEnded={refresh} />}
    </PageScreen>
  );
}

function NoPhantoms({
  value,
  error,
}: {
  readonly value: ProcessList | undefined;
  readonly error: string | undefined;
}) {
  if (value === undefined) return <EmptyState icon={<Apps20Regular />} title={error ?? 'Loading…'} />;
  return (
    <EmptyState icon={<Apps20Regular />} title={value.hidden ?? 'No phantom is running'}>
      {value.hidden === undefined
        ? 'Every listener of this home is listed here, whoever started it: with its User No., process, origin, time, CPU and memory.'
        : undefined}
    </EmptyState>
  );
}
