import { Button, MessageBar, MessageBarBody, makeStyles, Spinner } from '@fluentui/react-components';
import { useState } from 'react';
import { useSnapshot } from '../client/panel-context.ts';
import { PageScreen } from '../components/page-screen.tsx';
import { useAction } from '../components/use-action.ts';
import { useConsent } from '../components/use-consent.ts';
import { useNavigate } from '../navigation.ts';
import { AutostartCard } from '../settings/autostart-card.tsx';
import { QmStep } from './qm-step.tsx';
import { Step } from './step.tsx';
import { TokenStep } from './token-step.tsx';
import { useSetup } from './use-setup.ts';

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
});

/** From nothing to a listener that answers: each step shows how it is now, so it can be left and resumed at any time. */
export function SetUp() {
  const setup = useSetup();
  const { view, error } = setup;
  return (
    <PageScreen label="Set up">
      {error !== undefined && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            {error.message} {error.advice}
          </MessageBarBody>
        </MessageBar>
      )}
      {view === undefined && error === undefined && <Spinner label="Reading the settings" />}
      {view !== undefined && (
        <>
          <QmStep setup={setup} />
          <ProgramsStep isConnected={setup.setting('driver')?.value !== 'embedded'} />
          <TokenStep number={3} setup={setup} />
          <AutostartCard />
          <StartStep isConnected={setup.setting('driver')?.value !== 'embedded'} />
        </>
      )}
    </PageScreen>
  );
}

/** Puts our programs into QM. */
function ProgramsStep({ isConnected }: { readonly isConnected: boolean }) {
  const styles = useStyles();
  const navigate = useNavigate();
  const { busy, perform } = useAction();
  // Whether they are there is not asked of QM by itself: that takes a seat.
  const [isInstalled, setInstalled] = useState(false);
  const install = async (): Promise<void> => {
    setInstalled(await perform('qm-install', { dictionaries: false, replace: false }));
  };
  return (
    <Step
      number={2}
      title="Commands in QM"
      isDone={isInstalled}
      state={
        isInstalled
          ? 'Installed. The screen QM checks them.'
          : isConnected
            ? 'PHANTOM WEBSOCKET.LISTENER and its companions let you start and stop the listener from QM. The screen QM checks them.'
            : 'Connect a QM first. The example data need no commands.'
      }
    >
      {isConnected && (
        <div className={styles.line}>
          <Button disabledFocusable={busy !== undefined} onClick={() => busy === undefined && void install()}>
            Install the QM commands
          </Button>
          <Button appearance="transparent" onClick={() => navigate('qm')}>
            Open the screen QM
          </Button>
          {busy !== undefined && <Spinner size="tiny" label="Installing" />}
        </div>
      )}
    </Step>
  );
}

/** Starts the listener with what was set up, or restarts it where something needs that. */
function StartStep({ isConnected }: { readonly isConnected: boolean }) {
  const styles = useStyles();
  const snapshot = useSnapshot();
  const navigate = useNavigate();
  const { busy, perform } = useAction();
  const consent = useConsent();
  const status = snapshot?.status;
  const readAt = status?.configuration?.readAt;
  const changedAt = snapshot?.surroundings?.configurationChangedAt;
  const isBehind = readAt !== undefined && changedAt !== undefined && changedAt > readAt;
  const needsRestart = (status?.configuration?.needsRestart.length ?? 0) > 0 || isBehind;
  const isRunning = snapshot?.state === 'running';
  const press = async (): Promise<void> => {
    const action = isRunning ? 'restart' : 'start';
    if (!(await consent(action))) return;
    await perform(action, { debug: false });
  };
  return (
    <Step
      number={4}
      title="Start"
      isDone={isRunning && !needsRestart}
      state={
        isRunning
          ? needsRestart
            ? 'The listener runs with earlier settings.'
            : `The listener runs, and answers from ${status?.account.example === true ? 'the example data' : `account ${status?.account.name ?? ''}`}.`
          : isConnected
            ? 'The listener does not run.'
            : 'The listener does not run. Without a QM it answers from example data, until you load records of your own.'
      }
    >
      <div className={styles.line}>
        {(!isRunning || needsRestart) && (
          <Button
            appearance="primary"
            disabledFocusable={busy !== undefined}
            onClick={() => busy === undefined && void press()}
          >
            {isRunning
              ? 'Restart with the new settings'
              : isConnected
                ? 'Start the listener'
                : 'Try it without a QM'}
          </Button>
        )}
        {isRunning && <Button onClick={() => navigate('ask')}>Ask it something</Button>}
        <Button appearance="transparent" onClick={() => navigate('overview')}>
          Go to the Overview
        </Button>
      </div>
    </Step>
  );
}
