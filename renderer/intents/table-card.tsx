import { Button, makeStyles } from '@fluentui/react-components';
import type { IntentsView } from '../../contract/panel-intents.ts';
import { Card } from '../components/card.tsx';
import { Code, CommandTooltip } from '../components/command.tsx';
import { useConfirmation } from '../components/confirmation.tsx';
import { CardHeading } from '../components/page-screen.tsx';
import { useAction } from '../components/use-action.ts';
import { formatClock } from '../format.ts';
import type { Intents } from './use-intents.ts';

const useStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px' },
  file: { overflowWrap: 'anywhere' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** Which table is in force, how it is applied, and the ways back. */
export function TableCard({
  intents: { state, isRunning, change },
  view: { file, isOwn, previous },
}: {
  readonly intents: Intents;
  readonly view: IntentsView;
}) {
  const styles = useStyles();
  const confirm = useConfirmation();
  const { busy, perform } = useAction();
  const isBusy = state.busy !== undefined || busy !== undefined;
  const remove = async (): Promise<void> => {
    const yes = await confirm({
      title: 'Return to the built-in table?',
      text: 'Your own table no longer answers. It is kept: "Restore the previous table" brings it back.',
      confirmLabel: 'Return to it',
    });
    if (yes) await change('remove');
  };
  return (
    <Card label="Table" className={styles.card}>
      <CardHeading>Table</CardHeading>
      <span className={styles.file}>
        {isOwn ? 'Your own table is in force: ' : 'The built-in table is in force. Yours would be '}
        <Code>{file}</Code>
      </span>
      <span>
        The listener reads the table again by itself when it changes, within two seconds; no restart is
        needed. Saving has it read at once.
        {isOwn &&
          ' Your table replaces the whole built-in one, so additions of newer versions are not in it.'}
      </span>
      <div className={styles.buttons}>
        {isRunning && (
          <Button disabledFocusable={isBusy} onClick={() => !isBusy && void perform('reload', {})}>
            Reload now
          </Button>
        )}
        {isOwn && (
          <CommandTooltip command="intents-remove">
            <Button disabledFocusable={isBusy} onClick={() => !isBusy && void remove()}>
              Return to the built-in table
            </Button>
          </CommandTooltip>
        )}
        {previous !== undefined && (
          <CommandTooltip command="intents-restore">
            <Button disabledFocusable={isBusy} onClick={() => !isBusy && void change('restore')}>
              Restore the previous table
            </Button>
          </CommandTooltip>
        )}
      </div>
      {previous !== undefined && (
        <span>The table before the last change is kept since {formatClock(previous.at)}.</span>
      )}
    </Card>
  );
}
