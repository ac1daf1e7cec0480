import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { isOpenToNetwork } from '../../contract/exposure.ts';
import { useLive } from '../client/panel-context.ts';
import { Card } from '../parts/card.tsx';
import { Code } from '../parts/code.tsx';

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  text: { margin: '6px 0 0', lineHeight: tokens.lineHeightBase300, overflowWrap: 'anywhere' },
});

/** Says that the records are invented, and that everybody on the network may read them, with what to do. */
export function DataWarnings() {
  const status = useLive().snapshot?.status;
  if (status === undefined) return null;
  const addresses = status.listening.map(({ host }) => host).join(', ');
  return (
    <>
      {status.account.example === true && (
        <Warning label="Example data" title="Example data: every record is invented">
          Nothing here is about a real person. Load your own records with{' '}
          <Code>hal-listener account load</Code>, or find a QM with <Code>hal-listener account probe</Code>
        </Warning>
      )}
      {isOpenToNetwork(status) && (
        <Warning label="Open to the network" title="Every machine on the network may connect">
          It listens on {addresses}, and clients need no token. Set one with{' '}
          <Code>hal-listener config set token</Code>, then restart the listener.
        </Warning>
      )}
    </>
  );
}

function Warning(props: { readonly label: string; readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <Card label={props.label} edge={tokens.colorPaletteDarkOrangeForeground1}>
      <h3 className={styles.title}>{props.title}</h3>
      <p className={styles.text}>{props.children}</p>
    </Card>
  );
}
