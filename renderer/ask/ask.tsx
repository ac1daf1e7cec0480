import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { ChatBubblesQuestion20Regular } from '@fluentui/react-icons/svg/chat-bubbles-question';
import { useSyncExternalStore } from 'react';
import { useClient } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { EmptyState } from '../components/list-screen.tsx';
import { PageScreen } from '../components/page-screen.tsx';
import { askHistoryOf } from './ask-history.ts';
import { AskedQuestion } from './asked-question.tsx';
import { QuestionForm } from './question-form.tsx';

const useStyles = makeStyles({
  below: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px 16px',
    marginTop: '8px',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  entries: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
  },
});

/** It is answered whatever the records are: it lists the subjects of this account. */
const FIRST_QUESTION = 'What can you do?';

/** The Ask screen: asks the listener as a client does, and shows how the answer came about. */
export function Ask() {
  const styles = useStyles();
  const history = askHistoryOf(useClient());
  const { entries, session } = useSyncExternalStore(
    (listener) => history.subscribe(listener),
    () => history.get(),
  );
  const newest = entries[0]?.id;
  return (
    <PageScreen label="Ask">
      <Card label="Ask a question">
        <QuestionForm history={history} isWaiting={entries[0]?.result.kind === 'waiting'} />
        <div className={styles.below}>
          <span>Asked over the listener's own port, as a client asks. Kept in this page only.</span>
          {session !== undefined && (
            <Link as="button" onClick={() => history.startConversation()}>
              Start a new conversation
            </Link>
          )}
          {entries.length > 0 && (
            <Link as="button" onClick={() => history.clear()}>
              Clear the history
            </Link>
          )}
        </div>
      </Card>
      {entries.length === 0 ? (
        <EmptyState icon={<ChatBubblesQuestion20Regular />} title="No questions yet">
          The answer appears here with what was understood, the statements that ran in the account, the rows
          and the frames. To see what this account answers, ask{' '}
          <Link as="button" inline onClick={() => void history.ask(FIRST_QUESTION)}>
            {FIRST_QUESTION}
          </Link>
        </EmptyState>
      ) : (
        <ol className={styles.entries} aria-label="Questions, newest first">
          {entries.map((entry) => (
            <AskedQuestion
              key={entry.id}
              entry={entry}
              isNewest={entry.id === newest}
              onAgain={(text) => void history.ask(text)}
            />
          ))}
        </ol>
      )}
    </PageScreen>
  );
}
