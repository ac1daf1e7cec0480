import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { ErrorCircle20Regular } from '@fluentui/react-icons/svg/error-circle';
import { useLive } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { formatClock } from '../format.ts';
import type { LogTarget } from '../navigation.ts';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorPaletteRedForeground1,
  },
  when: { marginLeft: 'auto', color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  text: { margin: '8px 0', overflowWrap: 'anywhere', lineHeight: tokens.lineHeightBase300 },
});

/** The last error in the listener's log, if there is one. */
export function LastError({ onShowLog }: { readonly onShowLog: (target?: LogTarget) => void }) {
  const styles = useStyles();
  const error = useLive(({ snapshot }) => snapshot?.status?.lastError);
  if (error === undefined) return null;
  return (
    <Card label="Last error">
      <div className={styles.head}>
        <ErrorCircle20Regular aria-hidden />
        Last error
        <span className={styles.when}>{formatClock(error.at)}</span>
      </div>
      <p className={styles.text}>{error.message}</p>
      <Link as="button" onClick={() => onShowLog(error)}>
        Show in log
      </Link>
    </Card>
  );
}
