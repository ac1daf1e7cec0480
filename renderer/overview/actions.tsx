import { Button, makeStyles, mergeClasses, Spinner } from '@fluentui/react-components';
import { ArrowClockwise20Regular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { Bug20Regular } from '@fluentui/react-icons/svg/bug';
import { Play20Filled } from '@fluentui/react-icons/svg/play';
import { Stop20Regular } from '@fluentui/react-icons/svg/stop';
import { type ReactElement, useState } from 'react';
import { COMMANDS } from '../../wording/commands.ts';
import { PHANTOM_ACTIONS, type PhantomAction, whyNotAllowed } from '../../wording/phantom-actions.ts';
import { useLive } from '../client/panel-context.ts';
import { CommandTooltip } from '../components/command.tsx';
import { useAction } from '../components/use-action.ts';
import { useConsent } from '../components/use-consent.ts';

const useStyles = makeStyles({
  actions: {
    display: 'grid',
    gridTemplateColumns: 'repeat(3, 1fr)',
    gap: '8px',
    marginTop: '16px',
    '@media (max-width: 399px)': { gridTemplateColumns: 'repeat(3, auto)' },
  },
  button: {
    minWidth: 0,
    whiteSpace: 'nowrap',
    '@media (max-width: 399px)': { paddingLeft: '6px', paddingRight: '6px' },
  },
  rare: { gridColumn: '1 / -1' },
});

const ICONS: Readonly<Record<PhantomAction, ReactElement>> = {
  start: <Play20Filled />,
  stop: <Stop20Regular />,
  restart: <ArrowClockwise20Regular />,
  'restart-debug': <Bug20Regular />,
};

/** Start, Stop, Restart and Restart with DEBUG, each enabled only when it makes sense. */
export function Actions() {
  const styles = useStyles();
  const state = useLive(({ snapshot }) => snapshot?.state);
  const { busy, perform } = useAction();
  const [underWay, run] = useUnderWay();
  const consent = useConsent();
  const press = async (action: PhantomAction): Promise<void> => {
    if (!(await consent(action))) return;
    await run(action, () => {
      if (action === 'start') return perform('start', { debug: false });
      if (action === 'stop') return perform('stop', {});
      return perform('restart', { debug: action === 'restart-debug' });
    });
  };
  return (
    <div className={styles.actions}>
      {PHANTOM_ACTIONS.map((action) => {
        const whyNot = busy === undefined ? whyNotAllowed(action, state) : 'Another action is running.';
        const possible = whyNot === undefined;
        return (
          <CommandTooltip key={action} command={action} {...(possible ? {} : { text: whyNot })}>
            <Button
              className={mergeClasses(styles.button, action === 'restart-debug' && styles.rare)}
              appearance={appearanceOf(action, possible)}
              icon={underWay === action ? <Spinner size="tiny" /> : ICONS[action]}
              disabledFocusable={!possible}
              onClick={() => possible && press(action)}
            >
              {COMMANDS[action].label}
            </Button>
          </CommandTooltip>
        );
      })}
    </div>
  );
}

/** The likely action is primary, the rare one subtle. */
function appearanceOf(action: PhantomAction, possible: boolean) {
  if (action === 'restart-debug') return 'subtle';
  return action === 'start' && possible ? 'primary' : 'secondary';
}

function useUnderWay() {
  const [underWay, setUnderWay] = useState<PhantomAction>();
  const run = async (action: PhantomAction, work: () => Promise<unknown>): Promise<void> => {
    setUnderWay(action);
    await work();
    setUnderWay(undefined);
  };
  return [underWay, run] as const;
}
