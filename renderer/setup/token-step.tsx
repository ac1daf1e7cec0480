import { Button, makeStyles } from '@fluentui/react-components';
import { Key20Regular } from '@fluentui/react-icons/svg/key';
import { useState } from 'react';
import { Code } from '../components/command.tsx';
import { CopyButton } from '../components/icon-button.tsx';
import { generateToken } from '../settings/generate-token.ts';
import { Step } from './step.tsx';
import type { Setup } from './use-setup.ts';

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px', overflowWrap: 'anywhere' },
});

/** Makes a token for the clients, and shows it once. */
export function TokenStep({ number, setup }: { readonly number: number; readonly setup: Setup }) {
  const styles = useStyles();
  const [made, setMade] = useState<string>();
  const { isSaving, save } = setup;
  const isSet = setup.setting('token')?.value === '(set)';
  const make = async (): Promise<void> => {
    const token = generateToken();
    if (await save([{ name: 'token', value: token }])) setMade(token);
  };
  return (
    <Step
      number={number}
      title="A token for your clients"
      isDone={isSet}
      state={
        isSet
          ? 'Set: every client must bring it.'
          : 'None: any machine that reaches the port can connect. A listener that only this machine reaches needs none.'
      }
    >
      {made !== undefined && (
        <div className={styles.line} role="status">
          For your clients, shown once: <Code>{made}</Code>
          <CopyButton text={made} what="token" />
        </div>
      )}
      {!isSet && (
        <div className={styles.line}>
          <Button
            icon={<Key20Regular />}
            disabledFocusable={isSaving}
            onClick={() => !isSaving && void make()}
          >
            Generate and save a token
          </Button>
        </div>
      )}
    </Step>
  );
}
