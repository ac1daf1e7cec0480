import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, Spinner } from '@fluentui/react-components';
import { PageScreen } from '../components/page-screen.tsx';
import { SaveBar } from '../components/save-bar.tsx';
import { UnreadableBar } from '../components/unreadable-bar.tsx';
import { useMedia } from '../hooks.ts';
import { problemsOf } from './intents-editor.ts';
import { PartEditor } from './part-editor.tsx';
import { PartsCard } from './parts-card.tsx';
import { TableCard } from './table-card.tsx';
import { TableConflictCard } from './table-conflict-card.tsx';
import { editedParts, isSamePart } from './table-drafts.ts';
import { TryCard } from './try-card.tsx';
import { useIntents } from './use-intents.ts';

/** The try box stands beside the table from this width on, else above it. */
const WIDE = '(min-width: 1100px)';

const useStyles = makeStyles({
  page: { maxWidth: '1480px' },
  columns: {
    display: 'grid',
    gap: '16px',
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
    [`@media ${WIDE}`]: { gridTemplateColumns: 'minmax(0, 1fr) 420px' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: '16px', minWidth: 0 },
  beside: {
    [`@media ${WIDE}`]: {
      position: 'sticky',
      top: '16px',
      maxHeight: 'calc(100vh - 120px)',
      overflowY: 'auto',
    },
  },
  bar: { paddingTop: '8px', paddingBottom: '8px' },
});

/** The table of what can be asked: what is in it, where it comes from, and what changes, tries and saves it. */
export function Intents() {
  const styles = useStyles();
  const isWide = useMedia(WIDE);
  const intents = useIntents();
  const { editor, state, change } = intents;
  const { view, error, drafts, selected, problems, remarks, conflict, busy } = state;
  const parts = view === undefined ? [] : editedParts(view, drafts);
  const open = parts.find((part) => isSamePart(part, selected));
  const edits = Object.values(drafts);
  const tryCard = (
    <div className={styles.beside}>
      <TryCard editor={editor} state={state} />
    </div>
  );
  return (
    <PageScreen label="Intents" className={styles.page}>
      <UnreadableBar what="The table" error={error} onRetry={() => void editor.reread()} />
      {view?.problem !== undefined && (
        <MessageBar className={styles.bar} intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>No listener starts with this table.</MessageBarTitle>
            {view.problem} A running listener goes on with the table that it has. Correct it here or in the
            file, or return to the built-in table.
          </MessageBarBody>
        </MessageBar>
      )}
      <TableConflictCard editor={editor} state={state} />
      <div className={styles.columns}>
        <div className={styles.column}>
          {!isWide && tryCard}
          {view === undefined && error === undefined && <Spinner label="Reading the table" />}
          {view !== undefined &&
            (open === undefined ? (
              <PartsCard editor={editor} view={view} parts={parts} />
            ) : (
              <PartEditor
                key={`${open.kind} ${open.name}`}
                editor={editor}
                part={open}
                problems={problemsOf(problems, open)}
                remarks={remarks.filter((line) => line.startsWith(`${open.name}: `))}
              />
            ))}
          {view !== undefined && <TableCard intents={intents} view={view} />}
        </div>
        {isWide && tryCard}
      </div>
      <SaveBar
        names={edits.map(({ name, text }) => (text === null ? `${name} removed` : name))}
        problem={describeProblem(state)}
        isBlocked={problems.length > 0 || conflict !== undefined || busy !== undefined}
        isBusy={busy !== undefined}
        isSaving={busy === 'saving'}
        onDiscard={() => editor.discard()}
        onSave={() => void change('save')}
      />
    </PageScreen>
  );
}

/** What keeps the table from being saved, with the part that it is in. */
function describeProblem({
  problems: [problem],
}: ReturnType<typeof useIntents>['state']): string | undefined {
  if (problem === undefined) return undefined;
  const place = problem.part === undefined ? '' : `${problem.part.name}, line ${problem.line ?? 1}: `;
  return `${place}${problem.message}`;
}
