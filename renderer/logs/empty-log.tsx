import { DocumentText20Regular } from '@fluentui/react-icons/svg/document-text';
import { Code } from '../components/code.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ListMiddle } from '../components/list-screen.tsx';

/** In the place of lines where there are none. */
export function EmptyLog({
  missing,
  filtered,
}: {
  /** Whether there is no such file yet. */
  readonly missing: boolean;
  readonly filtered: boolean;
}) {
  const title = filtered ? 'No lines at this level' : missing ? 'This log does not exist yet' : 'No lines';
  return (
    <ListMiddle>
      <EmptyState icon={<DocumentText20Regular />} title={title}>
        {filtered ? (
          'Select a lower level to see more.'
        ) : (
          <>
            The listener creates it when it starts. To follow it in a terminal, run{' '}
            <Code>hal-listener logs --follow</Code>.
          </>
        )}
      </EmptyState>
    </ListMiddle>
  );
}
