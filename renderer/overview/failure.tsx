import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { PhantomFailure, PortTaken } from '../../contract/panel-snapshot.ts';
import { Card } from '../parts/card.tsx';
import { CommandTooltip } from '../parts/command-tooltip.tsx';
import { useConfirmation } from '../parts/confirmation.tsx';
import { useOrder } from './use-order.ts';

const useStyles = makeStyles({
  card: { borderLeft: `4px solid ${tokens.colorPaletteRedBorder2}` },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  text: {
    margin: '6px 0 0',
    lineHeight: tokens.lineHeightBase300,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-line',
  },
  tail: {
    margin: '12px 0 0',
    padding: '10px 12px',
    maxHeight: '180px',
    overflow: 'auto',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  ways: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginTop: '14px', alignItems: 'flex-end' },
  port: { width: '110px' },
});

/** Why there is no running listener, what it left behind, and the ways out. */
export function Failure({ failure, port }: { readonly failure: PhantomFailure; readonly port: number }) {
  const styles = useStyles();
  const { busy, give } = useOrder();
  const { portTaken, lastLines } = failure;
  return (
    <Card label="What went wrong" className={styles.card}>
      <h3 className={styles.title}>
        {portTaken === undefined ? 'The last start failed' : `Port ${port} is taken`}
      </h3>
      <p className={styles.text}>{failure.message}</p>
      {lastLines.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached with the keyboard.
        <section className={styles.tail} tabIndex={0} aria-label="The end of what it wrote">
          {lastLines.join('\n')}
        </section>
      )}
      <div className={styles.ways}>
        <CommandTooltip command="start">
          <Button disabledFocusable={busy !== undefined} onClick={() => give('start', { debug: false })}>
            Retry now
          </Button>
        </CommandTooltip>
        {portTaken?.pid !== undefined && portTaken.canStop && (
          <StopOwner taken={portTaken} pid={portTaken.pid} />
        )}
        {portTaken !== undefined && <AnotherPort taken={portTaken.port} />}
      </div>
    </Card>
  );
}

function StopOwner({ taken, pid }: { readonly taken: PortTaken; readonly pid: number }) {
  const { busy, give } = useOrder();
  const confirm = useConfirmation();
  const stop = async (): Promise<void> => {
    const sure = await confirm({
      title: 'Stop that process?',
      text: `${taken.owner} has port ${taken.port}. It is asked to end, and ended if it does not. What it was doing is lost.`,
      yes: 'Stop it',
    });
    if (sure) await give('stop-port-owner', { port: taken.port, pid });
  };
  return (
    <CommandTooltip command="stop-port-owner" text={taken.owner}>
      <Button disabledFocusable={busy !== undefined} onClick={stop}>
        Stop that process
      </Button>
    </CommandTooltip>
  );
}

function AnotherPort({ taken }: { readonly taken: number }) {
  const styles = useStyles();
  const { busy, give } = useOrder();
  const [text, setText] = useState(String(taken > 65_000 ? 8_778 : taken + 10));
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  const good = port >= 1 && port <= 65_535 && port !== taken;
  return (
    <form
      className={styles.ways}
      style={{ marginTop: 0 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (good) void give('use-port', { port });
      }}
    >
      <Field label="Another port" validationState={good ? 'none' : 'error'}>
        <Input
          className={styles.port}
          inputMode="numeric"
          value={text}
          onChange={(_, { value }) => setText(value.trim())}
        />
      </Field>
      <CommandTooltip command="use-port" values={[text]}>
        <Button type="submit" disabledFocusable={!good || busy !== undefined}>
          Use it
        </Button>
      </CommandTooltip>
    </form>
  );
}
