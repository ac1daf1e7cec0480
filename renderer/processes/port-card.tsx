import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { PhantomView, Processes } from '../../contract/panel-processes.ts';
import { COMMANDS } from '../../wording/commands.ts';
import { Card } from '../components/card.tsx';
import { CommandTooltip } from '../components/command.tsx';
import { useConfirmation } from '../components/confirmation.tsx';
import { useAction } from '../components/use-action.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '12px',
    flexWrap: 'wrap',
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  owner: { margin: '4px 0 0', lineHeight: tokens.lineHeightBase300, overflowWrap: 'anywhere' },
});

/** Who has the configured port; another program on it can be stopped. */
export function PortCard({
  port: { port, state, owner, pid, canStop },
  phantoms,
}: {
  readonly port: Processes['port'];
  readonly phantoms: readonly PhantomView[];
}) {
  const styles = useStyles();
  const { busy, perform } = useAction();
  const confirm = useConfirmation();
  const stop = async (process: number): Promise<void> => {
    const confirmed = await confirm({
      title: 'Stop this process?',
      text: `${owner} uses port ${port}. It is asked to exit, and killed if it does not. Unsaved work is lost. Then the listener is started.`,
      confirmLabel: COMMANDS['stop-port-owner'].label,
    });
    if (confirmed) await perform('stop-port-owner', { port, pid: process });
  };
  return (
    <Card label={`Port ${port}`} className={styles.card}>
      <div>
        <h2 className={styles.title}>Port {port}</h2>
        <p className={styles.owner} data-testid="port-owner">
          {describeOwner({ port, state, owner }, phantoms)}
        </p>
      </div>
      {canStop && pid !== undefined && (
        <CommandTooltip command="stop-port-owner" text={owner ?? ''}>
          <Button disabledFocusable={busy !== undefined} onClick={() => void stop(pid)}>
            {COMMANDS['stop-port-owner'].label}
          </Button>
        </CommandTooltip>
      )}
    </Card>
  );
}

function describeOwner(
  { port, state, owner }: Pick<Processes['port'], 'port' | 'state' | 'owner'>,
  phantoms: readonly PhantomView[],
): string {
  if (state === 'free') return 'Nobody listens on it. The listener will, once it is started.';
  if (state === 'other') return `In use by ${owner ?? 'another program'}, which is no phantom of this home.`;
  const those = phantoms.filter(({ ports }) => ports.includes(port));
  return `In use by ${those.map(({ userNo, pid }) => `User No. ${userNo} (PID ${pid})`).join(', ')}.`;
}
