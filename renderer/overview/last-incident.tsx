import { Button, Link, makeStyles, tokens } from '@fluentui/react-components';
import { ErrorCircle20Regular } from '@fluentui/react-icons/svg/error-circle';
import { Warning20Regular } from '@fluentui/react-icons/svg/warning';
import { type ReactNode, useState } from 'react';
import { useCommandFormatter, useLive } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { formatClock, toSentence } from '../format.ts';
import type { ErrorTarget } from '../logs/use-error-jump.ts';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', gap: '6px', fontWeight: tokens.fontWeightSemibold },
  error: { color: tokens.colorPaletteRedForeground1 },
  when: { marginLeft: 'auto', color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  text: { margin: '8px 0', overflowWrap: 'anywhere', lineHeight: tokens.lineHeightBase300 },
});

/** The last crash, hang or failed start of a listener of this home, until it is dismissed in this browser. */
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

/** The last error in the listener's log, if there is one. */
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

/** Undefined if the browser allows no storage for this page. */
function getLocalStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

/** Whether the crash was dismissed, stored in the browser. A later crash is shown again. */

const KEY = 'hal-panel.dismissed-trouble';

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** @param at time of the crash, ms since the epoch @param store undefined if the browser allows no storage */
export function isDismissed(store: Store | undefined, at: number): boolean {
  try {
    return store?.getItem(KEY) === String(at);
  } catch {
    return false;
  }
}

/** Stores the dismissal if possible; otherwise the crash is shown again after a reload. */
export function dismiss(store: Store | undefined, at: number): void {
  try {
    store?.setItem(KEY, String(at));
  } catch {
    // Storage is full or disabled.
  }
}
