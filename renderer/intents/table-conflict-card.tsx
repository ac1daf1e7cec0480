import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Card } from '../components/card.tsx';
import { CardHeading } from '../components/page-screen.tsx';
import type { IntentsEditor, IntentsState } from './intents-editor.ts';
import { conflictsOf, keyOf } from './table-drafts.ts';

const useStyles = makeStyles({
  list: { margin: '8px 0', paddingLeft: '20px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
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
    <Card label="Conflict" accentColor={tokens.colorPaletteDarkOrangeBorderActive}>
      <div role="alert">
        <CardHeading>intents.json was changed by somebody else</CardHeading>
        Nothing was saved. Compare both, then choose.
      </div>
      <ul className={styles.list}>
        {conflictsOf(view, conflict, drafts).map((part) => (
          <li key={keyOf(part)}>
            {part.name}: {THEIRS[part.theirs]}
            {part.isMine && ', changed by you'}
          </li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <Button onClick={() => editor.resolve('mine')}>Keep my changes, on top of the file</Button>
        <Button onClick={() => editor.resolve('theirs')}>Discard mine, show the file</Button>
      </div>
    </Card>
  );
}
