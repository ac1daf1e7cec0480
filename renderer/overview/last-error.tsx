import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { ErrorCircle20Regular } from '@fluentui/react-icons/svg/error-circle';
import { useLive } from '../client/panel-context.ts';
import { clock } from '../format/times.ts';
import type { SoughtError } from '../logs/use-error-jump.ts';
import { Card } from '../parts/card.tsx';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    color: tokens.colorPaletteRedForeground1,
    fontWeight: tokens.fontWeightSemibold,
  },
  when: { marginLeft: 'auto', color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  text: { margin: '8px 0', overflowWrap: 'anywhere', lineHeight: tokens.lineHeightBase300 },
});

/** The last error of the listener's log, where there was one. */
export function LastError({ toLog }: { readonly toLog: (error?: SoughtError) => void }) {
  const styles = useStyles();
  const error = useLive().snapshot?.status?.lastError;
  if (error === undefined) return null;
  return (
    <Card label="Last error">
      <div className={styles.head}>
        <ErrorCircle20Regular aria-hidden />
        Last error
        <span className={styles.when}>{clock(error.at)}</span>
      </div>
      <p className={styles.text}>{error.message}</p>
      <Link as="button" onClick={() => toLog(error)}>
        Show it in the log
      </Link>
    </Card>
  );
}
