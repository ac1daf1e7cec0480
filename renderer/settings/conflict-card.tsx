import { makeStyles, tokens } from '@fluentui/react-components';
import { ConflictFrame } from '../components/conflict-frame.tsx';
import { conflictsOf } from './setting-drafts.ts';
import { settingLabel } from './setting-texts.ts';
import type { SettingsEditor } from './use-settings.ts';

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse', margin: '8px 0', tableLayout: 'fixed' },
  cell: {
    textAlign: 'left',
    verticalAlign: 'top',
    padding: '6px 12px 6px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
});

/** The file and the drafts side by side, where somebody else changed the file meanwhile. */
export function ConflictCard({ editor }: { readonly editor: SettingsEditor }) {
  const styles = useStyles();
  const { view, conflict, drafts, resolve } = editor;
  if (view === undefined || conflict === undefined) return null;
  const isSecret = (name: string): boolean =>
    conflict.settings.find((one) => one.name === name)?.isSecret === true;
  const typedText = (name: string, typed: string | null | undefined): string => {
    if (typed === undefined) return 'unchanged';
    if (typed === null) return 'removed';
    return isSecret(name) ? 'a new secret' : typed;
  };
  return (
    <ConflictFrame file="config.json" onResolve={resolve}>
      <table className={styles.table}>
        <thead>
          <tr>
            {['Setting', 'When you opened it', 'In the file now', 'Yours'].map((title) => (
              <th key={title} className={styles.cell} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {conflictsOf(view.settings, conflict.settings, drafts).map(({ name, read, now, typed }) => (
            <tr key={name}>
              <th className={styles.cell} scope="row">
                {settingLabel(name)}
              </th>
              <td className={styles.cell}>{read ?? 'not set'}</td>
              <td className={styles.cell}>{now ?? 'not set'}</td>
              <td className={styles.cell}>{typedText(name, typed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ConflictFrame>
  );
}
