import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
} from '@fluentui/react-components';
import type { PanelError } from '../../wording/panel-error.ts';

const useStyles = makeStyles({
  bar: { paddingTop: '8px', paddingBottom: '8px' },
});

/** Says that what a screen is about cannot be read, why, and offers to try again; nothing without an error. */
export function UnreadableBar({
  what,
  error,
  onRetry,
}: {
  /** As the beginning of a sentence: `The settings`. */
  readonly what: string;
  readonly error: PanelError | undefined;
  readonly onRetry: () => void;
}) {
  const styles = useStyles();
  if (error === undefined) return null;
  return (
    <MessageBar className={styles.bar} intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{what} cannot be read.</MessageBarTitle>
        {error.message} {error.advice}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={onRetry}>Try again</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
