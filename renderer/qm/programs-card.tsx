import { Badge, Button, Checkbox } from '@fluentui/react-components';
import { useState } from 'react';
import type { QmFinding, QmView } from '../../contract/panel-qm.ts';
import { useCommandFormatter } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { CommandTooltip } from '../components/command.tsx';
import { useConfirmation } from '../components/confirmation.tsx';
import { useAction } from '../components/use-action.ts';
import { formatCount, toSentence } from '../format.ts';
import { useCardStyles } from './card-styles.ts';

const COLORS = { error: 'danger', warning: 'warning', note: 'informative' } as const;
const LABELS = { error: 'Error', warning: 'Warning', note: 'Note' } as const;

/** Our programs in QM and the dictionaries that HAL's questions need: what is wrong, and the way to repair it. */
export function ProgramsCard({ view, onChanged }: { readonly view: QmView; readonly onChanged: () => void }) {
  const styles = useCardStyles();
  const { busy, perform, cancel } = useAction();
  const confirm = useConfirmation();
  const [replace, setReplace] = useState(false);
  const { driver, name, programs, dictionaries, missingItems } = view;
  const canWrite = driver !== 'command';
  const hasQm = programs !== undefined;

  const install = async (withDictionaries: boolean): Promise<void> => {
    const confirmed = await confirm({
      title: withDictionaries ? 'Add the missing dictionary items?' : 'Install the QM commands?',
      text: withDictionaries
        ? `${formatCount(missingItems)} dictionary items are added to the account ${name}. Existing items stay as they are.`
        : `Programs are written, compiled and catalogued in the account ${name}.${replace ? ' Programs of others of the same names are replaced, and copies of them kept.' : ' Programs of others are not changed.'}`,
      confirmLabel: withDictionaries ? 'Add' : 'Install',
    });
    if (confirmed && (await perform('qm-install', { dictionaries: withDictionaries, replace }))) onChanged();
  };
  const remove = async (): Promise<void> => {
    const confirmed = await confirm({
      title: 'Remove the QM commands?',
      text: `Our programs are removed from the account ${name}. Programs of others stay. A phantom cannot be started from QM afterwards.`,
      confirmLabel: 'Remove',
    });
    if (confirmed && (await perform('qm-remove', {}))) onChanged();
  };

  return (
    <Card label="QM commands and dictionaries">
      <div className={styles.bar}>
        <h2 className={styles.title}>QM commands and dictionaries</h2>
        {busy !== undefined && (
          <Button size="small" onClick={cancel}>
            Cancel
          </Button>
        )}
      </div>
      <Findings
        label="QM commands"
        findings={programs}
        good="The QM commands are installed and up to date."
      />
      {!hasQm && <p className={styles.note}>The embedded account has no QM to install commands in.</p>}
      {hasQm && !canWrite && (
        <p className={styles.note}>The driver command cannot write: use pipe or qmclient to install.</p>
      )}
      {hasQm && canWrite && (
        <div className={styles.bar} style={{ marginTop: '8px' }}>
          <CommandTooltip command="qm-install">
            <Button
              size="small"
              disabledFocusable={busy !== undefined}
              onClick={() => busy === undefined && void install(false)}
            >
              Install or update
            </Button>
          </CommandTooltip>
          <CommandTooltip command="qm-remove">
            <Button
              size="small"
              disabledFocusable={busy !== undefined}
              onClick={() => busy === undefined && void remove()}
            >
              Remove
            </Button>
          </CommandTooltip>
          <Checkbox
            label="Replace programs of others, keeping copies"
            checked={replace}
            onChange={(_, { checked }) => setReplace(checked === true)}
          />
        </div>
      )}
      <Findings
        label="Dictionaries"
        findings={dictionaries}
        good="The dictionaries have every field that HAL's questions need."
      />
      {missingItems > 0 && canWrite && (
        <CommandTooltip command="qm-dictionaries">
          <Button
            size="small"
            disabledFocusable={busy !== undefined}
            onClick={() => busy === undefined && void install(true)}
          >
            Add {formatCount(missingItems)} missing {missingItems === 1 ? 'item' : 'items'}
          </Button>
        </CommandTooltip>
      )}
    </Card>
  );
}

function Findings(props: {
  readonly label: string;
  /** Undefined where there is nothing to check. */
  readonly findings: readonly QmFinding[] | undefined;
  readonly good: string;
}) {
  const styles = useCardStyles();
  const formatCommand = useCommandFormatter();
  const { label, findings, good } = props;
  if (findings === undefined) return null;
  if (findings.length === 0) return <p className={styles.note}>{good}</p>;
  return (
    <ul className={styles.list} aria-label={label}>
      {findings.map(({ severity, name, text }) => (
        <li key={`${name} ${text}`} className={styles.item}>
          <span>
            <Badge appearance="tint" color={COLORS[severity]}>
              {LABELS[severity]}
            </Badge>
          </span>
          <span>
            <span className={styles.strong}>{name}</span> {formatCommand(toSentence(text))}
          </span>
        </li>
      ))}
    </ul>
  );
}
