import { Button, Input, makeStyles, Spinner } from '@fluentui/react-components';
import { Mic20Regular } from '@fluentui/react-icons/svg/mic';
import { RecordStop20Regular } from '@fluentui/react-icons/svg/record-stop';
import { Send20Regular } from '@fluentui/react-icons/svg/send';
import { type FormEvent, useState } from 'react';
import { MAX_ASKED_LENGTH } from '../../contract/panel-ask.ts';
import { useIsRunning, useLive } from '../client/panel-context.ts';
import { Tip } from '../components/tip.tsx';
import type { AskHistory } from './ask-history.ts';
import { SpeakingState } from './speaking-state.tsx';
import { useSpeaking } from './use-speaking.ts';

const useStyles = makeStyles({
  form: { display: 'flex', gap: '8px' },
  question: { flexGrow: 1, minWidth: 0 },
});

/** Where a question is typed or spoken. */
export function QuestionForm({
  history,
  isWaiting,
}: {
  readonly history: AskHistory;
  readonly isWaiting: boolean;
}) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const isRunning = useIsRunning();
  const hearsSpeech = useLive(({ snapshot }) => snapshot?.status?.speech !== undefined);
  const { speaking, start, ask, discard, forget } = useSpeaking((spoken) => void history.ask(spoken));
  const isListening = speaking.kind === 'listening';
  const isSpeaking = speaking.kind !== 'off';
  const canAsk = isRunning && !isWaiting && (isListening || (!isSpeaking && text.trim() !== ''));
  const canSpeak = isSpeaking || (hearsSpeech && !isWaiting);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (!canAsk) return;
    if (isListening) return void ask();
    void history.ask(text.trim());
    setText('');
    forget();
    event.currentTarget.querySelector('input')?.focus();
  };
  const toggle = (): void => {
    if (isListening) ask();
    else if (isSpeaking) discard();
    else if (canSpeak) start();
  };
  const whyNot = isRunning && !hearsSpeech ? ': this listener recognizes no speech (STT_URL is not set)' : '';
  const labels = { off: `Speak a question${whyNot}`, opening: 'Stop waiting', listening: 'Stop and ask' };
  return (
    <>
      <form className={styles.form} onSubmit={submit}>
        <Input
          className={styles.question}
          value={text}
          maxLength={MAX_ASKED_LENGTH}
          placeholder={isRunning ? 'Ask a question' : 'The listener is not running'}
          aria-label="Question"
          autoComplete="off"
          onChange={(_, { value }) => setText(value)}
        />
        <Tip relationship="label" text={labels[speaking.kind]}>
          <Button
            type="button"
            appearance={isSpeaking ? 'primary' : 'secondary'}
            icon={isSpeaking ? <RecordStop20Regular /> : <Mic20Regular />}
            disabledFocusable={!canSpeak}
            onClick={toggle}
          />
        </Tip>
        {/* One button, so that it keeps the focus. */}
        <Button
          type={isWaiting ? 'button' : 'submit'}
          appearance={isWaiting ? 'secondary' : 'primary'}
          icon={isWaiting ? <Spinner size="tiny" /> : <Send20Regular />}
          disabledFocusable={!isWaiting && !canAsk}
          onClick={() => isWaiting && history.cancel()}
        >
          {isWaiting ? 'Cancel' : 'Ask'}
        </Button>
      </form>
      <SpeakingState speaking={speaking} />
    </>
  );
}
