import { makeStyles, mergeClasses, Spinner, Switch, tokens } from '@fluentui/react-components';
import { useCallback, useEffect, useState } from 'react';
import type { AutostartView } from '../../contract/panel-autostart.ts';
import type { PanelError } from '../../wording/panel-error.ts';
import { asPanelError, useClient, useCommandFormatter } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { useNotices } from '../components/notices.tsx';
import { CardHeading } from '../components/page-screen.tsx';
import { toSentence } from '../format.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: '16px',
    alignItems: 'center',
    padding: '8px 0',
    ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  kind: { fontWeight: tokens.fontWeightSemibold },
  quiet: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  mono: { fontFamily: tokens.fontFamilyMonospace },
  done: { marginTop: '6px', color: tokens.colorNeutralForeground1, whiteSpace: 'pre-line' },
});

const STATE_TEXTS: Readonly<Record<AutostartView['state'], string>> = {
  installed: 'Installed',
  absent: 'Not installed',
  disabled: 'It exists and starts nothing',
  unknown: 'Not known',
};

/** What starts the listener automatically, as the system has it, with a switch for each kind. */
export function AutostartCard() {
  const styles = useStyles();
  const client = useClient();
  const notices = useNotices();
  const formatCommand = useCommandFormatter();
  const [entries, setEntries] = useState<readonly AutostartView[]>();
  const [error, setError] = useState<PanelError>();
  const [busy, setBusy] = useState<string>();
  const [done, setDone] = useState<{ readonly kind: string; readonly text: string }>();
  const read = useCallback((): void => {
    client.call('autostarts', {}).then(
      ({ autostarts }) => setEntries(autostarts),
      (reason: unknown) => setError(asPanelError(reason)),
    );
  }, [client]);
  useEffect(read, [read]);
  const set = async (kind: string, on: boolean): Promise<void> => {
    setBusy(kind);
    setDone(undefined);
    try {
      const { message, autostarts } = await client.call('autostart-set', { kind, on });
      setEntries(autostarts);
      setDone({ kind, text: message });
    } catch (reason) {
      notices.failed(reason);
      // What it left behind is what counts.
      read();
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <Card label="Automatic start">
      <CardHeading>Automatic start</CardHeading>
      <div className={styles.quiet}>
        As this system has it. One kind is enough. An entry keeps the settings in force when it is made.
      </div>
      {entries === undefined && error === undefined && <Spinner size="tiny" label="Asking the system" />}
      {error !== undefined && <div>{error.message}</div>}
      {entries?.map(({ kind, when, state, place, command, reason }) => (
        <div key={kind} className={styles.row} data-autostart={kind}>
          <div>
            <div className={styles.kind} id={`autostart-${kind}`}>
              {toSentence(when).replace(/\.$/, '')}
            </div>
            <div className={styles.quiet}>
              {STATE_TEXTS[state]}
              {reason === undefined ? '' : `: ${formatCommand(reason)}`}
            </div>
            <div className={mergeClasses(styles.quiet, styles.mono)}>{command ?? place}</div>
            {done?.kind === kind && (
              <div role="status" className={mergeClasses(styles.quiet, styles.done)}>
                {formatCommand(done.text)}
              </div>
            )}
          </div>
          {busy === kind ? (
            <Spinner size="tiny" aria-label="Changing it" />
          ) : (
            <Switch
              aria-labelledby={`autostart-${kind}`}
              checked={state === 'installed'}
              disabled={busy !== undefined}
              onChange={(_, { checked }) => void set(kind, checked)}
            />
          )}
        </div>
      ))}
    </Card>
  );
}
