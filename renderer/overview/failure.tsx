import { Button, Link, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { PhantomFailure, PortTaken } from '../../contract/panel-snapshot.ts';
import { useCommandName } from '../client/panel-context.ts';
import { Card } from '../parts/card.tsx';
import { CommandTooltip } from '../parts/command-tooltip.tsx';
import { useConfirmation } from '../parts/confirmation.tsx';
import { useAction } from '../parts/use-order.ts';
import { AnotherPort } from './another-port.tsx';

const useStyles = makeStyles({
  title: { margin: '4px 0 0', fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold },
  text: {
    margin: '6px 0 0',
    lineHeight: tokens.lineHeightBase300,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-line',
  },
  tail: {
    margin: '12px 0 0',
    padding: '10px 12px',
    maxHeight: '220px',
    overflow: 'auto',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  ways: { listStyle: 'none', margin: '14px 0 0', padding: 0 },
  way: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '8px 16px',
    padding: '10px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  what: { flexBasis: '240px', flexGrow: 1, minWidth: 0 },
  name: { display: 'block', fontWeight: tokens.fontWeightSemibold },
  leads: { color: tokens.colorNeutralForeground2, lineHeight: tokens.lineHeightBase200 },
});

/** Why there is no running listener, what it left behind, and the ways out. */
export function Failure({
  failure,
  toLog,
}: {
  readonly failure: PhantomFailure;
  readonly toLog: () => void;
}) {
  const styles = useStyles();
  const named = useCommandName();
  const { busy, perform } = useAction();
  const { portTaken, lastLines } = failure;
  return (
    <Card label="What went wrong" edge={tokens.colorPaletteRedBorder2}>
      <h3 className={styles.title}>
        {portTaken === undefined ? 'The last start failed' : `Port ${portTaken.port} is taken`}
      </h3>
      <p className={styles.text}>{named(failure.message)}</p>
      {lastLines.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached with the keyboard.
        <section className={styles.tail} tabIndex={0} aria-label="The end of what it wrote">
          {named(lastLines.join('\n'))}
        </section>
      )}
      <ul className={styles.ways} aria-label="Ways out">
        {portTaken?.pid !== undefined && portTaken.canStop && (
          <StopOwner taken={portTaken} pid={portTaken.pid} />
        )}
        {portTaken !== undefined && (
          <Way name="Use another port" leads="It is saved in the configuration; clients have to be told.">
            <AnotherPort taken={portTaken.port} />
          </Way>
        )}
        <Way
          name="Try again"
          leads={
            portTaken === undefined
              ? 'When what it complains of has been put right.'
              : 'When the port has become free.'
          }
        >
          <CommandTooltip command="start">
            <Button disabledFocusable={busy !== undefined} onClick={() => perform('start', { debug: false })}>
              Retry now
            </Button>
          </CommandTooltip>
        </Way>
      </ul>
      <Link as="button" onClick={toLog}>
        What the log says
      </Link>
    </Card>
  );
}

/** One way out: what it is, what it leads to, and the button. */
function Way({
  name,
  leads,
  children,
}: {
  readonly name: string;
  readonly leads: string;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <li className={styles.way}>
      <span className={styles.what}>
        <span className={styles.name}>{name}</span>
        <span className={styles.leads}>{leads}</span>
      </span>
      {children}
    </li>
  );
}

function StopOwner({ taken, pid }: { readonly taken: PortTaken; readonly pid: number }) {
  const { busy, perform } = useAction();
  const confirm = useConfirmation();
  const stop = async (): Promise<void> => {
    const sure = await confirm({
      title: 'Stop that process?',
      text: `${taken.owner} has port ${taken.port}. It is asked to end, and ended if it does not. What it was doing is lost.`,
      yes: 'Stop it',
    });
    if (sure) await perform('stop-port-owner', { port: taken.port, pid });
  };
  return (
    <Way name="Stop the other program" leads={`Ends ${taken.owner}, then starts the listener.`}>
      <CommandTooltip command="stop-port-owner" text={taken.owner}>
        <Button disabledFocusable={busy !== undefined} onClick={stop}>
          Stop that process
        </Button>
      </CommandTooltip>
    </Way>
  );
}
