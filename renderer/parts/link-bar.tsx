import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, Spinner } from '@fluentui/react-components';
import { useLive } from '../client/panel-context.ts';
import { clock } from '../format/times.ts';
import { Code } from './code.tsx';

const useStyles = makeStyles({
  // Whole, whatever is under it.
  bar: { flexShrink: 0, paddingTop: '8px', paddingBottom: '8px' },
});

/** Says when the page is not connected, so that nobody takes an empty screen for a stopped listener. */
export function ConnectionBar() {
  const styles = useStyles();
  const { link, seenAt } = useLive();
  switch (link.state) {
    case 'live':
    case 'connecting':
      return null;
    case 'lost':
      return (
        <MessageBar
          className={styles.bar}
          intent="warning"
          shape="square"
          layout="multiline"
          icon={<Spinner size="extra-tiny" aria-label="Connecting" />}
          politeness="assertive"
        >
          <MessageBarBody>
            <MessageBarTitle>Not connected.</MessageBarTitle>
            The program behind this panel does not answer
            {seenAt === undefined ? '' : ` since ${clock(seenAt)}`}. Connecting again by itself. The listener
            may well be running: it does not depend on the panel.
          </MessageBarBody>
        </MessageBar>
      );
    case 'refused':
      return (
        <MessageBar
          className={styles.bar}
          intent="error"
          shape="square"
          politeness="assertive"
          layout="multiline"
        >
          <MessageBarBody>
            <MessageBarTitle>This page is not admitted.</MessageBarTitle>
            {link.why} Run <Code>hal-listener panel</Code> and open the link it prints.
          </MessageBarBody>
        </MessageBar>
      );
  }
}
