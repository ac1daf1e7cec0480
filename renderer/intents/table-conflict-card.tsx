import { makeStyles } from '@fluentui/react-components';
import { ConflictFrame } from '../components/conflict-frame.tsx';
import type { IntentsEditor, IntentsState } from './intents-editor.ts';
import { conflictsOf, keyOf } from './table-drafts.ts';

const useStyles = makeStyles({
  list: { margin: '8px 0', paddingLeft: '20px' },
});

const THEIRS = {
  unchanged: 'unchanged in the file',
  changed: 'changed in the file',
  added: 'added in the file',
  removed: 'removed from the file',
} as const;

/** Which parts differ, where somebody else changed the file meanwhile. */
export function TableConflictCard({
  editor,
  state: { view, conflict, drafts },
}: {
  readonly editor: IntentsEditor;
  readonly state: IntentsState;
}) {
  const styles = useStyles();
  if (view === undefined || conflict === undefined) return null;
  return (
    <ConflictFrame file="intents.json" onResolve={(whose) => editor.resolve(whose)}>
      <ul className={styles.list}>
        {conflictsOf(view, conflict, drafts).map((part) => (
          <li key={keyOf(part)}>
            {part.name}: {THEIRS[part.theirs]}
            {part.isMine && ', changed by you'}
          </li>
        ))}
      </ul>
    </ConflictFrame>
  );
}
