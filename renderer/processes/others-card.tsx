import { makeStyles, tokens } from '@fluentui/react-components';
import type { OtherPhantom, Processes } from '../../contract/panel-processes.ts';
import { confirmEndOther } from '../../wording/processes.ts';
import { Card } from '../components/card.tsx';
import { useConfirmation } from '../components/confirmation.tsx';
import { useAction } from '../components/use-action.ts';
import { OtherPhantomItem } from './phantom-item.tsx';

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  list: { listStyle: 'none', margin: '10px 0 0', padding: 0 },
  note: { margin: '8px 0 0', color: tokens.colorNeutralForeground2, lineHeight: tokens.lineHeightBase300 },
});

/** The phantoms of other homes and users; each can be ended, as far as the system lets this user. */
export function OthersCard({
  others,
  othersIncomplete,
  onEnded,
}: Pick<Processes, 'others' | 'othersIncomplete'> & { readonly onEnded: () => void }) {
  const styles = useStyles();
  const { busy, perform } = useAction();
  const confirm = useConfirmation();
  if (others.length === 0) return null;
  const isBusy = busy !== undefined;
  const end = async (phantom: OtherPhantom): Promise<void> => {
    if (isBusy || !(await confirm(confirmEndOther(phantom)))) return;
    await perform('end-other-phantom', { pid: phantom.pid, start: phantom.start });
    onEnded();
  };
  return (
    <Card label="Phantoms of other homes">
      <h2 className={styles.title}>Phantoms of other homes</h2>
      <ul className={styles.list}>
        {others.map((phantom) => (
          <OtherPhantomItem
            key={`${phantom.pid} ${phantom.start}`}
            phantom={phantom}
            isBusy={isBusy}
            onEnd={() => void end(phantom)}
          />
        ))}
      </ul>
      {othersIncomplete !== undefined && <p className={styles.note}>{othersIncomplete}</p>}
    </Card>
  );
}
