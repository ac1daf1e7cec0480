import { Button, makeStyles } from '@fluentui/react-components';
import type { SettingDifference, SettingsView } from '../../contract/panel-settings.ts';
import { Card } from '../components/card.tsx';
import { Code } from '../components/command.tsx';
import { useConfirmation } from '../components/confirmation.tsx';
import { CardHeading } from '../components/page-screen.tsx';
import { formatClock } from '../format.ts';
import { settingLabel } from './setting-texts.ts';

const useStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px' },
  list: { margin: 0, paddingLeft: '20px', overflowWrap: 'anywhere' },
  file: { overflowWrap: 'anywhere' },
});

/** The file of the settings, and the way back to what it was before its last change. */
export function RestoreCard({
  view: { file, previous },
  isBusy,
  onRestore,
}: {
  readonly view: SettingsView;
  readonly isBusy: boolean;
  readonly onRestore: () => void;
}) {
  const styles = useStyles();
  const confirm = useConfirmation();
  const restore = async (): Promise<void> => {
    const changes = previous?.differences.map(describe).join(' · ') ?? '';
    const yes = await confirm({
      title: 'Restore the previous settings?',
      text: changes === '' ? 'No setting differs.' : changes,
      confirmLabel: 'Restore',
    });
    if (yes) onRestore();
  };
  return (
    <Card label="Configuration file" className={styles.card}>
      <CardHeading>Configuration file</CardHeading>
      <span className={styles.file}>
        <Code>{file}</Code>
      </span>
      {previous === undefined ? (
        <span>No earlier settings are kept yet. Each change keeps the file before it.</span>
      ) : (
        <>
          <span>Before its last change, {formatClock(previous.at)}:</span>
          <ul className={styles.list}>
            {previous.differences.map((difference) => (
              <li key={difference.name}>{describe(difference)}</li>
            ))}
            {previous.differences.length === 0 && <li>no setting was different</li>}
          </ul>
          <Button disabledFocusable={isBusy} onClick={() => !isBusy && void restore()}>
            Restore the previous settings
          </Button>
        </>
      )}
    </Card>
  );
}

function describe({ name, before, after }: SettingDifference): string {
  const label = settingLabel(name);
  if (before === after) return `${label}: another value`;
  return `${label}: ${before ?? 'not set'} → ${after ?? 'not set'}`;
}
