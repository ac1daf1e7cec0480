import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, Spinner } from '@fluentui/react-components';
import { useLive } from '../client/panel-context.ts';
import { formatClock } from '../format.ts';
import { Code } from './code.tsx';

const useStyles = makeStyles({
  // Opaque, whatever is below it.
  bar: { flexShrink: 0, paddingTop: '8px', paddingBottom: '8px' },
});

/** Shown while the page is not connected, so that an empty screen is not taken for a stopped listener. */
export function ConnectionBar() {
  const styles = useStyles();
  const { link, lastSnapshotAt } = useLive();
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
            The program that serves this panel{' '}
            {lastSnapshotAt === undefined
              ? 'is not responding'
              : `has not responded since ${formatClock(lastSnapshotAt)}`}
            . Reconnecting automatically. The listener may still be running: it does not depend on the panel.
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
            <MessageBarTitle>Not authorized.</MessageBarTitle>
            {link.reason} Run <Code>hal-listener panel</Code> and open the link it prints.
          </MessageBarBody>
        </MessageBar>
      );
  }
}
