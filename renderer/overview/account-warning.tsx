import { makeStyles, tokens } from '@fluentui/react-components';
import { useLive } from '../client/panel-context.ts';
import { Card } from '../parts/card.tsx';
import { Code } from '../parts/code.tsx';

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  text: { margin: '6px 0 0', lineHeight: tokens.lineHeightBase300, overflowWrap: 'anywhere' },
});

/** Says that the listener has nothing to answer from, why, and what is done about it. */
export function AccountWarning() {
  const styles = useStyles();
  const account = useLive().snapshot?.status?.account;
  if (account === undefined || account.state === 'ready') return null;
  const { name, driver, state, reason } = account;
  if (state === 'connecting' && reason === undefined) return null;
  return (
    <Card label="Database" edge={tokens.colorPaletteDarkOrangeForeground1}>
      <h3 className={styles.title}>
        Account {name} {state === 'down' ? 'does not answer' : 'is being connected'} ({driver})
      </h3>
      {reason !== undefined && <p className={styles.text}>{reason}</p>}
      <p className={styles.text}>
        Clients are told so at once; the listener comes back to it by itself. What works from here:{' '}
        <Code>hal-listener account probe</Code>
      </p>
    </Card>
  );
}
