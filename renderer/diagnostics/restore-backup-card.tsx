import { Button, Field, Input, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { CheckedBackupView } from '../../contract/panel-diagnostics.ts';
import { useClient, useLive } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { Code } from '../components/command.tsx';
import { useConfirmation } from '../components/confirmation.tsx';
import { useNotices } from '../components/notices.tsx';
import { CardHeading } from '../components/page-screen.tsx';
import { useLongCall } from '../components/use-long-call.ts';
import { toSentence } from '../format.ts';

const useStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', gap: '8px' },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: '8px' },
  grows: { flexGrow: 1, flexBasis: '220px', maxWidth: '520px', minWidth: 0 },
  input: { minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  found: { overflowWrap: 'anywhere' },
  notes: { margin: 0, paddingLeft: '20px', overflowWrap: 'anywhere' },
});

/** Puts a backup in place: it is checked first, and what it replaces is named and kept. */
export function RestoreBackupCard() {
  const styles = useStyles();
  const client = useClient();
  const notices = useNotices();
  const confirm = useConfirmation();
  const { busy, run, cancel } = useLongCall();
  const state = useLive(({ snapshot }) => snapshot?.state);
  const isStopped = state === 'stopped' || state === 'failed';
  const [file, setFile] = useState('');
  const [checked, setChecked] = useState<CheckedBackupView>();
  const [notes, setNotes] = useState<readonly string[]>([]);
  const type = (value: string): void => {
    setFile(value);
    setChecked(undefined);
    setNotes([]);
  };
  const check = (): Promise<void> =>
    run('check', async (signal) => {
      setChecked(await client.call('restore-check', { file: file.trim() }, { signal }));
    });
  const restore = async (backup: CheckedBackupView): Promise<void> => {
    const yes = await confirm({
      title: `Restore the backup of ${backup.createdAt}?`,
      text: `${backup.file} replaces: ${backup.parts.join(', ')}. What it replaces is kept in a folder of the home.`,
      confirmLabel: 'Restore',
    });
    if (!yes) return;
    await run('restore', async () => {
      // A restore is never cut off half-way.
      const restored = await client.call('restore', { file: backup.file });
      notices.done(restored.message);
      setNotes(restored.notes);
      setChecked(undefined);
    });
  };
  return (
    <Card label="Restore" className={styles.card}>
      <CardHeading>Restore</CardHeading>
      <div className={styles.quiet}>
        All of the file is checked before anything is changed. Stop the listener before you restore.
      </div>
      <div className={styles.line}>
        <Field className={styles.grows} label="Backup file on the listener's machine">
          <Input
            className={styles.input}
            value={file}
            spellCheck={false}
            onChange={(_, { value }) => type(value)}
          />
        </Field>
        <Button
          disabledFocusable={file.trim() === '' || busy !== undefined}
          onClick={() => file.trim() !== '' && void check()}
        >
          Check the file
        </Button>
        {busy !== undefined && <Spinner size="tiny" label={busy === 'check' ? 'Checking' : 'Restoring'} />}
        {busy === 'check' && <Button onClick={cancel}>Cancel</Button>}
      </div>
      {checked !== undefined && (
        <div className={styles.found} role="status">
          The file is whole: a backup of {checked.createdAt}, by version {checked.version}, with{' '}
          {checked.parts.join(', ')}.
          <Notes lines={checked.notes} />
        </div>
      )}
      {checked !== undefined && (
        <div className={styles.line}>
          <Button
            appearance="primary"
            disabledFocusable={!isStopped || busy !== undefined}
            onClick={() => isStopped && void restore(checked)}
          >
            Restore…
          </Button>
          {!isStopped && (
            <span className={styles.quiet}>
              The listener runs: stop it on the Overview, or with <Code>hal-listener stop</Code>.
            </span>
          )}
        </div>
      )}
      <Notes lines={notes} />
    </Card>
  );
}

function Notes({ lines }: { readonly lines: readonly string[] }) {
  const styles = useStyles();
  if (lines.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {lines.map((line) => (
        <li key={line}>{toSentence(line)}</li>
      ))}
    </ul>
  );
}
