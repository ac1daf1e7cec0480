import { Button, Input, Link, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useId, useState } from 'react';
import type { PhantomFailure, PortTaken } from '../../contract/panel-snapshot.ts';
import { COMMANDS } from '../../wording/commands.ts';
import { useCommandFormatter } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { CommandTooltip } from '../components/command.tsx';
import { useConfirmation } from '../components/confirmation.tsx';
import { useAction } from '../components/use-action.ts';

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
  log: { display: 'inline-block', marginTop: '10px' },
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
  description: { color: tokens.colorNeutralForeground2, lineHeight: tokens.lineHeightBase200 },
});

/** Why the listener is not running, its last output, and what to do. */
export function Failure({
  failure,
  onShowLog,
}: {
  readonly failure: PhantomFailure;
  readonly onShowLog: () => void;
}) {
  const styles = useStyles();
  const formatCommand = useCommandFormatter();
  const { portTaken, lastLines } = failure;
  // The buttons below are what the message advises then.
  const isProcess = portTaken?.pid !== undefined;
  return (
    <Card label="What went wrong" accentColor={tokens.colorPaletteRedBorder2}>
      <h3 className={styles.title}>
        {portTaken === undefined
          ? 'The last start failed'
          : `Port ${portTaken.port} is ${isProcess ? 'in use' : 'not available'}`}
      </h3>
      <p className={styles.text}>{isProcess ? `By ${portTaken.owner}.` : formatCommand(failure.message)}</p>
      {lastLines.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached with the keyboard.
        <section className={styles.tail} tabIndex={0} aria-label="Last output">
          {formatCommand(lastLines.join('\n'))}
        </section>
      )}
      {portTaken !== undefined && (
        <ul className={styles.ways} aria-label="What you can do">
          {portTaken.pid !== undefined && portTaken.canStop && (
            <StopOwner taken={portTaken} pid={portTaken.pid} />
          )}
          <Remedy
            name="Use another port"
            description="Saves the port in the configuration. Tell your clients the new port."
          >
            <ChangePortForm usedPort={portTaken.port} />
          </Remedy>
        </ul>
      )}
      <p className={styles.text}>
        {portTaken === undefined
          ? 'Fix the cause, then start the listener.'
          : 'Or start the listener once the port is free.'}
      </p>
      <Link className={styles.log} as="button" onClick={onShowLog}>
        Show the log
      </Link>
    </Card>
  );
}

/** One remedy: name, description and button. */
function Remedy({
  name,
  description,
  children,
}: {
  readonly name: string;
  readonly description: string;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <li className={styles.way}>
      <span className={styles.what}>
        <span className={styles.name}>{name}</span>
        <span className={styles.description}>{description}</span>
      </span>
      {children}
    </li>
  );
}

function StopOwner({ taken, pid }: { readonly taken: PortTaken; readonly pid: number }) {
  const { busy, perform } = useAction();
  const confirm = useConfirmation();
  const stop = async (): Promise<void> => {
    const confirmed = await confirm({
      title: 'Stop this process?',
      text: `${taken.owner} uses port ${taken.port}. It is asked to exit, and killed if it does not. Unsaved work is lost.`,
      confirmLabel: COMMANDS['stop-port-owner'].label,
    });
    if (confirmed) await perform('stop-port-owner', { port: taken.port, pid });
  };
  return (
    <Remedy
      name="Stop the other program"
      description="Asks it to exit, ends it if it does not, then starts the listener."
    >
      <CommandTooltip command="stop-port-owner" text={taken.owner}>
        <Button disabledFocusable={busy !== undefined} onClick={stop}>
          {COMMANDS['stop-port-owner'].label}
        </Button>
      </CommandTooltip>
    </Remedy>
  );
}

const useFormStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
  problem: { flexBasis: '100%', color: tokens.colorPaletteRedForeground1, ':empty': { display: 'none' } },
  port: { width: '96px' },
});

/** Asks for a free port and moves the listener to it. */
function ChangePortForm({ usedPort }: { readonly usedPort: number }) {
  const styles = useFormStyles();
  const { busy, perform } = useAction();
  const [text, setText] = useState(String(usedPort > 65_000 ? 8_778 : usedPort + 10));
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  const problem = portProblem(port, usedPort);
  const isValid = problem === undefined;
  const problemId = useId();
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isValid) void perform('use-port', { port });
      }}
    >
      <Input
        className={styles.port}
        inputMode="numeric"
        aria-label="New port"
        aria-invalid={!isValid}
        aria-describedby={isValid ? undefined : problemId}
        value={text}
        onChange={(_, { value }) => setText(value.trim())}
      />
      <CommandTooltip command="use-port" values={[text]}>
        <Button type="submit" disabledFocusable={!isValid || busy !== undefined}>
          Use this port
        </Button>
      </CommandTooltip>
      <span id={problemId} role="status" className={styles.problem}>
        {problem}
      </span>
    </form>
  );
}

/** Why the listener cannot move to a port; undefined if it can. @param port 0 if no port was typed */
function portProblem(port: number, usedPort: number): string | undefined {
  if (port < 1 || port > 65_535) return 'Enter a port from 1 to 65535.';
  return port === usedPort ? `Port ${usedPort} is in use: enter another one.` : undefined;
}
