import { Button, Link, makeStyles, tokens } from '@fluentui/react-components';
import { ErrorCircle20Regular } from '@fluentui/react-icons/svg/error-circle';
import { Warning20Regular } from '@fluentui/react-icons/svg/warning';
import { type ReactNode, useState } from 'react';
import { useCommandFormatter, useLive } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { toSentence } from '../format/text.ts';
import { formatClock } from '../format/times.ts';
import type { ErrorTarget } from '../logs/use-error-jump.ts';
import { dismiss, isDismissed } from './dismissed.ts';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', gap: '6px', fontWeight: tokens.fontWeightSemibold },
  error: { color: tokens.colorPaletteRedForeground1 },
  when: { marginLeft: 'auto', color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  text: { margin: '8px 0', overflowWrap: 'anywhere', lineHeight: tokens.lineHeightBase300 },
});

/** The last crash, hang or failed start of a listener of this home, until somebody dismisses it in this browser. */
export function LastIncident() {
  const formatCommand = useCommandFormatter();
  const incident = useLive().snapshot?.lastTrouble;
  const [dismissedAt, setDismissedAt] = useState<number>();
  if (incident === undefined || incident.at === dismissedAt || isDismissed(getLocalStorage(), incident.at))
    return null;
  const onDismiss = (): void => {
    dismiss(getLocalStorage(), incident.at);
    setDismissedAt(incident.at);
  };
  return (
    <Incident label="Last crash" at={incident.at} message={formatCommand(toSentence(incident.message))}>
      <Button size="small" onClick={onDismiss}>
        Dismiss
      </Button>
    </Incident>
  );
}

/** The last error of the listener's log, where there was one. */
export function LastError({ onShowLog }: { readonly onShowLog: (error?: ErrorTarget) => void }) {
  const error = useLive().snapshot?.status?.lastError;
  if (error === undefined) return null;
  return (
    <Incident label="Last error" at={error.at} message={error.message} isError>
      <Link as="button" onClick={() => onShowLog(error)}>
        Show in log
      </Link>
    </Incident>
  );
}

function Incident(props: {
  readonly label: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly message: string;
  readonly isError?: boolean;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const { label, at, message, isError = false, children } = props;
  const Icon = isError ? ErrorCircle20Regular : Warning20Regular;
  return (
    <Card label={label}>
      <div className={isError ? `${styles.head} ${styles.error}` : styles.head}>
        <Icon aria-hidden />
        {label}
        <span className={styles.when}>{formatClock(at)}</span>
      </div>
      <p className={styles.text}>{message}</p>
      {children}
    </Card>
  );
}

/** Undefined where the browser keeps nothing for this page. */
function getLocalStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
