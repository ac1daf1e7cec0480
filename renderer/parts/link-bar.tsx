import { MessageBar, MessageBarBody, MessageBarTitle, Spinner } from '@fluentui/react-components';
import { useLive } from '../client/panel-context.ts';
import { clock } from '../format/times.ts';
import { Code } from './code.tsx';

/** Says when the page is not connected, so that nobody takes an empty screen for a stopped listener. */
export function LinkBar() {
  const { link, seenAt } = useLive();
  switch (link.state) {
    case 'live':
    case 'connecting':
      return null;
    case 'lost':
      return (
        <MessageBar
          intent="warning"
          shape="square"
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
        <MessageBar intent="error" shape="square" politeness="assertive" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>This page is not admitted.</MessageBarTitle>
            {link.why} Run <Code>hal-listener panel</Code> and open the link it prints.
          </MessageBarBody>
        </MessageBar>
      );
  }
}
