import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    bottom: '0',
    zIndex: 2,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 12px',
    padding: '10px 16px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow8,
  },
  text: { flexGrow: 1, flexBasis: '180px', minWidth: 0, overflowWrap: 'anywhere' },
  problem: { color: tokens.colorPaletteRedForeground1 },
});

/** What is not saved yet, with the buttons for it; nothing where everything is. */
export function SaveBar(props: {
  /** Of what was changed, for people. */
  readonly names: readonly string[];
  /** Why it cannot be saved. */
  readonly problem: string | undefined;
  /** Nothing can be saved now. */
  readonly isBlocked: boolean;
  readonly isBusy: boolean;
  readonly isSaving: boolean;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
}) {
  const styles = useStyles();
  const { names, problem, isBlocked, isBusy, isSaving, onDiscard, onSave } = props;
  if (names.length === 0) return null;
  return (
    <section className={styles.bar} aria-label="Unsaved changes">
      <div className={styles.text} role="status">
        {names.length === 1 ? '1 unsaved change' : `${names.length} unsaved changes`}: {names.join(', ')}
        {problem !== undefined && <div className={styles.problem}>{problem}</div>}
      </div>
      <Button disabled={isBusy} onClick={() => onDiscard()}>
        Discard
      </Button>
      <Button
        appearance="primary"
        disabledFocusable={isBlocked}
        {...(isSaving ? { icon: <Spinner size="tiny" aria-label="Saving" /> } : {})}
        onClick={() => !isBlocked && onSave()}
      >
        Save
      </Button>
    </section>
  );
}
