import { People20Regular } from '@fluentui/react-icons/svg/people';
import { PlugDisconnected20Regular } from '@fluentui/react-icons/svg/plug-disconnected';
import type { PanelError } from '../../contract/panel-errors.ts';
import { useLive } from '../client/panel-context.ts';
import { Code } from '../parts/code.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { ListMiddle } from '../parts/list-screen.tsx';

/** In the table's place: the list is not known. */
export function NoList({ error }: { readonly error: PanelError | undefined }) {
  const { snapshot } = useLive();
  return (
    <ListMiddle>
      {snapshot?.status === undefined ? (
        <EmptyState icon={<PlugDisconnected20Regular />} title="Nobody can be connected now">
          {snapshot === undefined
            ? 'The panel is not connected to its program.'
            : 'The listener does not run, or does not answer. The overview says why, and starts it.'}
        </EmptyState>
      ) : error === undefined ? (
        <EmptyState icon={<People20Regular />} title="Asking the listener…" />
      ) : (
        <EmptyState icon={<PlugDisconnected20Regular />} title={error.message}>
          {error.advice}
        </EmptyState>
      )}
    </ListMiddle>
  );
}

/** In the table's place: the list is empty, or everything is filtered out. */
export function Nobody({ filtered }: { readonly filtered: boolean }) {
  const { snapshot } = useLive();
  return (
    <ListMiddle>
      {filtered ? (
        <EmptyState icon={<People20Regular />} title="No client matches the filter">
          It looks at number, address, client, session and state.
        </EmptyState>
      ) : (
        <EmptyState icon={<People20Regular />} title="No client is connected">
          HAL clients connect to port {snapshot?.port}. Try it from a prompt:{' '}
          <Code>hal-listener query "hello"</Code>
        </EmptyState>
      )}
    </ListMiddle>
  );
}
