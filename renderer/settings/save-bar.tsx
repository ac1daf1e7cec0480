import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { settingLabel } from './setting-texts.ts';
import type { SettingsEditor } from './use-settings.ts';

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

/** What is not saved yet, with the buttons for it. */
export function SaveBar({ editor }: { readonly editor: SettingsEditor }) {
  const styles = useStyles();
  const { drafts, problems, conflict, busy, discard, save } = editor;
  const names = Object.keys(drafts);
  if (names.length === 0) return null;
  const isBlocked = problems.length > 0 || conflict !== undefined || busy !== undefined;
  const [general] = problems.filter(({ name }) => name === undefined || !names.includes(name));
  return (
    <section className={styles.bar} aria-label="Unsaved changes">
      <div className={styles.text} role="status">
        {names.length === 1 ? '1 unsaved change' : `${names.length} unsaved changes`}:{' '}
        {names.map(settingLabel).join(', ')}
        {general !== undefined && <div className={styles.problem}>{general.message}</div>}
        {general === undefined && problems.length > 0 && (
          <div className={styles.problem}>
            {problems.length === 1
              ? 'One value is not allowed.'
              : `${problems.length} values are not allowed.`}
          </div>
        )}
      </div>
      <Button disabled={busy !== undefined} onClick={() => discard()}>
        Discard
      </Button>
      <Button
        appearance="primary"
        disabledFocusable={isBlocked}
        {...(busy === 'saving' ? { icon: <Spinner size="tiny" aria-label="Saving" /> } : {})}
        onClick={() => !isBlocked && void save()}
      >
        Save
      </Button>
    </section>
  );
}
