import { DocumentText20Regular } from '@fluentui/react-icons/svg/document-text';
import { Code } from '../parts/code.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { ListMiddle } from '../parts/list-screen.tsx';

/** In the place of lines where there are none. */
export function NoLines({
  missing,
  filtered,
}: {
  /** Whether there is no such file yet. */
  readonly missing: boolean;
  readonly filtered: boolean;
}) {
  const title = filtered
    ? 'No line of this level'
    : missing
      ? 'This log has not been written yet'
      : 'No lines';
  return (
    <ListMiddle>
      <EmptyState icon={<DocumentText20Regular />} title={title}>
        {filtered ? (
          'Choose another level to see more.'
        ) : (
          <>
            It begins with the first start of the listener. At a prompt:{' '}
            <Code>hal-listener logs --follow</Code>
          </>
        )}
      </EmptyState>
    </ListMiddle>
  );
}
