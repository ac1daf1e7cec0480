import { Button, Checkbox, Field, Input, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useClient } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { Code } from '../components/command.tsx';
import { useNotices } from '../components/notices.tsx';
import { CardHeading } from '../components/page-screen.tsx';
import { saveFile } from '../components/save-file.ts';
import { useLongCall } from '../components/use-long-call.ts';
import { fromBase64 } from './from-base64.ts';

const useStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', gap: '8px' },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: '8px' },
  grows: { flexGrow: 1, flexBasis: '220px', maxWidth: '520px', minWidth: 0 },
  input: { minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Saves configuration, intents, events and records in a file: in the browser, or on the listener's machine. */
export function BackupCard() {
  const styles = useStyles();
  const client = useClient();
  const notices = useNotices();
  const { busy, run, cancel } = useLongCall();
  const [target, setTarget] = useState('');
  const [withSessions, setWithSessions] = useState(false);
  const save = (place: string | undefined): Promise<void> =>
    run('backup', async (signal) => {
      const params = { withSessions, ...(place === undefined ? {} : { target: place }) };
      const { message, download } = await client.call('backup', params, { signal });
      if (download !== undefined) saveFile(fromBase64(download.content, 'application/zip'), download.name);
      notices.done(message);
    });
  return (
    <Card label="Backup" className={styles.card}>
      <CardHeading>Backup</CardHeading>
      <div className={styles.quiet}>
        Configuration, intents, events and the embedded account in one zip file; the listener may run
        meanwhile. Secrets are not in it: <Code>hal-listener backup --with-secrets</Code> saves them under a
        passphrase.
      </div>
      <Checkbox
        label="With the clients' conversations"
        checked={withSessions}
        onChange={(_, { checked }) => setWithSessions(checked === true)}
      />
      <div className={styles.line}>
        <Field className={styles.grows} label="File or folder on the listener's machine">
          <Input
            className={styles.input}
            value={target}
            spellCheck={false}
            onChange={(_, { value }) => setTarget(value)}
          />
        </Field>
        <Button
          disabledFocusable={target.trim() === '' || busy !== undefined}
          onClick={() => target.trim() !== '' && void save(target.trim())}
        >
          Save there
        </Button>
        <Button disabledFocusable={busy !== undefined} onClick={() => void save(undefined)}>
          Download a backup
        </Button>
        {busy !== undefined && (
          <>
            <Spinner size="tiny" label="Saving the backup" />
            <Button onClick={cancel}>Cancel</Button>
          </>
        )}
      </div>
    </Card>
  );
}
