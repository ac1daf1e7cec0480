import { Button, Field, Input, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { CheckedBackupView } from '../../contract/panel-diagnostics.ts';
import { MAX_UPLOAD_BYTES } from '../../contract/panel-upload.ts';
import { PanelError } from '../../wording/panel-error.ts';
import { useClient, useLive } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { CommandTooltip } from '../components/command.tsx';
import { useConfirmation } from '../components/confirmation.tsx';
import { useNotices } from '../components/notices.tsx';
import { CardHeading } from '../components/page-screen.tsx';
import { useAction } from '../components/use-action.ts';
import { useConsent } from '../components/use-consent.ts';
import { useLongCall } from '../components/use-long-call.ts';
import { formatByteSize, toSentence } from '../format.ts';
import { type UploadedFile, uploadFile } from './upload-file.ts';

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
  const consent = useConsent();
  const { busy, run, cancel } = useLongCall<'upload' | 'check' | 'restore'>();
  const action = useAction();
  const state = useLive(({ snapshot }) => snapshot?.state);
  const isStopped = state === 'stopped' || state === 'failed';
  const [file, setFile] = useState('');
  const [checked, setChecked] = useState<CheckedBackupView>();
  const [notes, setNotes] = useState<readonly string[]>([]);
  const stop = async (): Promise<void> => {
    if (await consent('stop')) await action.perform('stop', {});
  };
  const picker = useRef<HTMLInputElement>(null);
  /** What was sent from this machine, deleted on the listener's with this card. */
  const uploaded = useRef<UploadedFile & { readonly name: string }>(undefined);
  const [sent, setSent] = useState<string>();
  const discard = (): void => {
    uploaded.current?.discard();
    uploaded.current = undefined;
  };
  useEffect(() => () => uploaded.current?.discard(), []);
  const clear = (): void => {
    discard();
    setChecked(undefined);
    setNotes([]);
  };
  const type = (value: string): void => {
    setFile(value);
    clear();
  };
  const check = (): Promise<void> =>
    run('check', async (signal) => {
      clear();
      setChecked(await client.call('restore-check', { file: file.trim() }, { signal }));
    });
  const upload = (content: File): Promise<void> =>
    run('upload', async (signal) => {
      clear();
      if (content.size === 0 || content.size > MAX_UPLOAD_BYTES) throw notToUpload(content);
      const onProgress = (bytes: number): void =>
        setSent(`${formatByteSize(bytes)} of ${formatByteSize(content.size)}`);
      onProgress(0);
      try {
        const there = await uploadFile(client, content, { signal, onProgress });
        uploaded.current = { ...there, name: content.name };
        setSent(undefined);
        setChecked(await client.call('restore-check', { file: there.file }, { signal }));
      } catch (error) {
        discard();
        throw error;
      } finally {
        setSent(undefined);
      }
    });
  /** As the operator knows the file: one that was uploaded has a temporary path. */
  const nameOf = (path: string): string => (uploaded.current?.file === path ? uploaded.current.name : path);
  const restore = async (backup: CheckedBackupView): Promise<void> => {
    const yes = await confirm({
      title: `Restore the backup of ${backup.createdAt}?`,
      text: `${nameOf(backup.file)} replaces: ${backup.parts.join(', ')}. What it replaces is kept in a folder of the home.`,
      confirmLabel: 'Restore',
    });
    if (!yes) return;
    await run('restore', async () => {
      // A restore is never cut off half-way.
      const restored = await client.call('restore', { file: backup.file });
      notices.done(restored.message.replace(backup.file, nameOf(backup.file)));
      discard();
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
        <Button
          disabledFocusable={busy !== undefined}
          onClick={() => busy === undefined && picker.current?.click()}
        >
          Upload a file…
        </Button>
        <input
          ref={picker}
          hidden
          type="file"
          aria-label="Backup file of this computer"
          accept=".zip"
          onChange={({ target }) => {
            const [chosen] = target.files ?? [];
            // The same file can be chosen again.
            target.value = '';
            if (chosen !== undefined) void upload(chosen);
          }}
        />
        {busy !== undefined && <Spinner size="tiny" label={busyLabel(busy, sent)} />}
        {(busy === 'check' || busy === 'upload') && <Button onClick={cancel}>Cancel</Button>}
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
            <>
              <CommandTooltip command="stop">
                <Button
                  disabledFocusable={action.busy !== undefined}
                  onClick={() => action.busy === undefined && void stop()}
                >
                  Stop the listener
                </Button>
              </CommandTooltip>
              <span className={styles.quiet}>It runs; a restore needs it stopped.</span>
            </>
          )}
        </div>
      )}
      <Notes lines={notes} />
    </Card>
  );
}

function busyLabel(busy: 'upload' | 'check' | 'restore', sent: string | undefined): string {
  if (busy === 'upload') return sent === undefined ? 'Checking' : `Uploading: ${sent}`;
  return busy === 'check' ? 'Checking' : 'Restoring';
}

function notToUpload({ name, size }: File): PanelError {
  return size === 0
    ? new PanelError('REFUSED', `${name} is empty.`, 'Choose another file.')
    : new PanelError(
        'REFUSED',
        `${name} has ${formatByteSize(size)}; ${formatByteSize(MAX_UPLOAD_BYTES)} can be uploaded.`,
        "Copy it to the listener's machine, and name its path.",
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
