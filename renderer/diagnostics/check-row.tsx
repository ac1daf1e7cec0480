import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { DismissCircle20Filled } from '@fluentui/react-icons/svg/dismiss-circle';
import { QuestionCircle20Regular } from '@fluentui/react-icons/svg/question-circle';
import { Warning20Filled } from '@fluentui/react-icons/svg/warning';
import type { ReactElement } from 'react';
import type { CheckView } from '../../contract/panel-diagnostics.ts';
import { useCommandFormatter } from '../client/panel-context.ts';
import { useConfirmation } from '../components/confirmation.tsx';
import { formatMilliseconds, toSentence } from '../format.ts';
import { RESULT_LABELS } from './check-texts.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr) auto',
    columnGap: '8px',
    padding: '8px 0',
    ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  icon: { display: 'flex', paddingTop: '1px' },
  title: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  text: { overflowWrap: 'anywhere' },
  repair: { marginTop: '4px' },
  ok: { color: tokens.colorPaletteGreenForeground1 },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
  problem: { color: tokens.colorPaletteRedForeground1 },
  unknown: { color: tokens.colorNeutralForeground2 },
});

const ICONS: Readonly<Record<CheckView['result'], ReactElement>> = {
  ok: <CheckmarkCircle20Filled />,
  warning: <Warning20Filled />,
  problem: <DismissCircle20Filled />,
  unknown: <QuestionCircle20Regular />,
};

/** One check with what it found, what to do about it, and a button where it can be repaired from here. */
export function CheckRow({
  check: { id, title, result, ms, findings },
  isBusy,
  onRepair,
}: {
  readonly check: CheckView;
  readonly isBusy: boolean;
  readonly onRepair: (fix: string) => void;
}) {
  const styles = useStyles();
  const confirm = useConfirmation();
  const formatCommand = useCommandFormatter();
  const repair = async (fix: string): Promise<void> => {
    if (await confirm({ title: fix, text: 'The check is made again afterwards.', confirmLabel: 'Repair' }))
      onRepair(fix);
  };
  return (
    <li className={styles.row} data-check={id} data-result={result}>
      <span className={`${styles.icon} ${styles[result]}`} role="img" aria-label={RESULT_LABELS[result]}>
        {ICONS[result]}
      </span>
      <div className={styles.text}>
        <div className={styles.title}>{title}</div>
        {findings.map(({ text, advice, fix }) => (
          <div key={text}>
            <div>{formatCommand(toSentence(text))}</div>
            {advice !== undefined && <div className={styles.quiet}>{formatCommand(toSentence(advice))}</div>}
            {fix !== undefined && (
              <Button
                className={styles.repair}
                size="small"
                disabledFocusable={isBusy}
                onClick={() => !isBusy && void repair(fix)}
              >
                Repair: {fix}
              </Button>
            )}
          </div>
        ))}
      </div>
      <span className={styles.quiet}>{formatMilliseconds(ms)}</span>
    </li>
  );
}

/** A check that has not been made yet. */
export function PendingRow({ title, isCurrent }: { readonly title: string; readonly isCurrent: boolean }) {
  const styles = useStyles();
  return (
    <li className={styles.row} data-pending>
      <span className={styles.icon}>{isCurrent && <Spinner size="tiny" aria-label="Checking" />}</span>
      <span className={styles.quiet}>{title}</span>
    </li>
  );
}
