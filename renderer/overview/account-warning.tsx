import { useLive } from '../client/panel-context.ts';
import { useCommandName } from '../client/use-command-name.ts';
import { Code } from '../parts/code.tsx';
import { Warning } from './warning.tsx';

/** Says that the listener has nothing to answer from, why, and what is done about it. */
export function AccountWarning() {
  const named = useCommandName();
  const account = useLive().snapshot?.status?.account;
  if (account === undefined || account.state === 'ready') return null;
  const { name, driver, state, reason } = account;
  if (state === 'connecting' && reason === undefined) return null;
  return (
    <Warning
      label="Database"
      title={`Account ${name} ${state === 'down' ? 'does not answer' : 'is being connected'} (${driver})`}
    >
      {reason !== undefined && <p>{named(reason)}</p>}
      <p>
        Clients are told so at once; the listener comes back to it by itself. What works from here:{' '}
        <Code>hal-listener account probe</Code>
      </p>
    </Warning>
  );
}
