import { isLoopback, isOpenToNetwork } from '../../contract/exposure.ts';
import { useLive } from '../client/panel-context.ts';
import { Code } from '../parts/code.tsx';
import { Warning } from './warning.tsx';

/** Says that the records are invented, and that everybody on the network may read them, with what to do. */
export function DataWarnings() {
  const status = useLive().snapshot?.status;
  if (status === undefined) return null;
  const open = status.listening.map(({ host }) => host).filter((host) => !isLoopback(host));
  const addresses = new Intl.ListFormat('en').format([...new Set(open)]);
  return (
    <>
      {status.account.example === true && (
        <Warning label="Example data" title="Example data: every record is invented">
          No answer is about a real person. Load your own records with <Code>hal-listener account load</Code>,
          or find a QM with <Code>hal-listener account probe</Code>.
        </Warning>
      )}
      {isOpenToNetwork(status) && (
        <Warning label="Open to the network" title="Every machine on the network may connect">
          The listener accepts clients on {addresses} without a token. Set one with{' '}
          <Code>hal-listener config set token</Code>, then run <Code>hal-listener reload</Code>.
        </Warning>
      )}
    </>
  );
}
