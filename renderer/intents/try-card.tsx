import { Badge, Button, Input, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { Play20Regular } from '@fluentui/react-icons/svg/play';
import type { FormEvent } from 'react';
import { MAX_ASKED_LENGTH } from '../../contract/panel-ask.ts';
import type { TriedQuestion } from '../../contract/panel-intents.ts';
import { describeDecline, OUTCOME_LABELS, outcomeOf } from '../../wording/asked.ts';
import { Statements, Understanding } from '../ask/asked-details.tsx';
import { OUTCOME_COLORS } from '../ask/outcome-colors.ts';
import { useCommandFormatter } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { CardHeading } from '../components/page-screen.tsx';
import { formatMilliseconds } from '../format.ts';
import type { IntentsEditor, IntentsState, Tried } from './intents-editor.ts';

const useStyles = makeStyles({
  form: { display: 'flex', gap: '8px' },
  question: { flexGrow: 1, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, margin: '8px 0 0' },
  result: { marginTop: '12px' },
  answer: {
    margin: '8px 0',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  facts: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 12px' },
});

/** Asks the table a question with what is not saved yet. */
export function TryCard({ editor, state }: { readonly editor: IntentsEditor; readonly state: IntentsState }) {
  const styles = useStyles();
  const { question, tried, drafts } = state;
  const isTrying = tried?.kind === 'trying';
  const canTry = question.trim() !== '';
  const isEdited = Object.keys(drafts).length > 0;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isTrying && canTry) void editor.try();
  };
  return (
    <Card label="Try a question">
      <CardHeading>Try a question</CardHeading>
      <form className={styles.form} onSubmit={submit}>
        <Input
          className={styles.question}
          value={question}
          maxLength={MAX_ASKED_LENGTH}
          placeholder="A question, as you would ask it"
          aria-label="Question to try"
          autoComplete="off"
          onChange={(_, { value }) => editor.setQuestion(value)}
        />
        <Button
          type={isTrying ? 'button' : 'submit'}
          appearance={isTrying ? 'secondary' : 'primary'}
          icon={isTrying ? <Spinner size="tiny" /> : <Play20Regular />}
          disabledFocusable={!isTrying && !canTry}
          onClick={() => isTrying && editor.cancelTry()}
        >
          {isTrying ? 'Cancel' : 'Try'}
        </Button>
      </form>
      <p className={styles.quiet}>
        {isEdited
          ? 'Answered by the table with your changes, before you save them'
          : 'Answered by this table'}
        : alone, without HAL.QUERY and the language model. The account is only read; with QM it takes a seat
        for a moment.
      </p>
      <div role="status">{tried !== undefined && <Result tried={tried} />}</div>
      {tried?.kind === 'tried' && tried.result.kind === 'asked' && (
        <>
          <Understanding asked={tried.result} isOpen />
          <Statements trace={tried.result.trace} problem={undefined} isOpen />
        </>
      )}
    </Card>
  );
}

function Result({ tried }: { readonly tried: Exclude<Tried, { kind: 'trying' }> | Tried }) {
  const styles = useStyles();
  const formatCommand = useCommandFormatter();
  switch (tried.kind) {
    case 'trying':
      return null;
    case 'failed':
      return (
        <p className={styles.result}>
          <strong>{formatCommand(tried.error.message)}</strong> {formatCommand(tried.error.advice)}
        </p>
      );
    case 'tried':
      return (
        <div className={styles.result}>
          {tried.isStale && <p className={styles.quiet}>The table was changed since. Try again.</p>}
          <Outcome result={tried.result} />
        </div>
      );
  }
}

function Outcome({ result }: { readonly result: TriedQuestion }) {
  const styles = useStyles();
  if (result.kind === 'invalid')
    return <p>The table cannot be used: {result.problems.map(({ message }) => message).join(' ')}</p>;
  const { response, trace, ms } = result;
  const outcome = outcomeOf(result);
  const declined = trace.outcome?.declined;
  return (
    <>
      <div className={styles.facts}>
        <Badge appearance="tint" color={OUTCOME_COLORS[outcome]} data-outcome={outcome}>
          {OUTCOME_LABELS[outcome]}
        </Badge>
        <span>{response.intent}</span>
        <span>{formatMilliseconds(ms)}</span>
      </div>
      <p className={styles.answer}>{response.text}</p>
      {declined !== undefined && <p className={styles.quiet}>{describeDecline(declined)}</p>}
    </>
  );
}
