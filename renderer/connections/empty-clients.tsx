import { People20Regular } from '@fluentui/react-icons/svg/people';
import { PlugDisconnected20Regular } from '@fluentui/react-icons/svg/plug-disconnected';
import type { PanelError } from '../../wording/panel-error.ts';
import { useLive } from '../client/panel-context.ts';
import { Code } from '../components/code.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ListMiddle } from '../components/list-screen.tsx';

/** In the table's place: the list is not known. */
export function ClientListUnavailable({ error }: { readonly error: PanelError | undefined }) {
  const { snapshot } = useLive();
  return (
    <ListMiddle>
      {snapshot?.status === undefined ? (
        <EmptyState icon={<PlugDisconnected20Regular />} title="No connections">
          {snapshot === undefined
            ? 'The panel is not connected.'
            : 'The listener is not running or not responding. See the overview for the reason, and to start it.'}
        </EmptyState>
      ) : error === undefined ? (
        <EmptyState icon={<People20Regular />} title="Loading…" />
      ) : (
        <EmptyState icon={<PlugDisconnected20Regular />} title={error.message}>
          {error.advice}
        </EmptyState>
      )}
    </ListMiddle>
  );
}

/** In the table's place: the list is empty, or everything is filtered out. */
export function EmptyClientList({ filtered }: { readonly filtered: boolean }) {
  const { snapshot } = useLive();
  return (
    <ListMiddle>
      {filtered ? (
        <EmptyState icon={<People20Regular />} title="No matching clients">
          The filter searches number, address, client, session and state.
        </EmptyState>
      ) : (
        <EmptyState icon={<People20Regular />} title="No clients connected">
          HAL clients connect to port {snapshot?.port}. To try it, run <Code>hal-listener query "hello"</Code>
          .
        </EmptyState>
      )}
    </ListMiddle>
  );
}
