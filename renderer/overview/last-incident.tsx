import { Button, Link, makeStyles, tokens } from '@fluentui/react-components';
import { ErrorCircle20Regular } from '@fluentui/react-icons/svg/error-circle';
import { Warning20Regular } from '@fluentui/react-icons/svg/warning';
import { type ReactNode, useState } from 'react';
import { useCommandName, useLive } from '../client/panel-context.ts';

import { sentence } from '../format/text.ts';
import { clock } from '../format/times.ts';
import type { SoughtError } from '../logs/use-error-jump.ts';
import { Card } from '../parts/card.tsx';
import { dismiss, isDismissed } from './dismissed.ts';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', gap: '6px', fontWeight: tokens.fontWeightSemibold },
  error: { color: tokens.colorPaletteRedForeground1 },
  when: { marginLeft: 'auto', color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  text: { margin: '8px 0', overflowWrap: 'anywhere', lineHeight: tokens.lineHeightBase300 },
});

/** The last crash, hang or failed start of a listener of this home, until somebody dismisses it in this browser. */
export function LastIncident() {
  const named = useCommandName();
  const trouble = useLive().snapshot?.lastTrouble;
  const [dismissedAt, setDismissedAt] = useState<number>();
  if (trouble === undefined || trouble.at === dismissedAt || isDismissed(localStorageOf(), trouble.at))
    return null;
  const onDismiss = (): void => {
    dismiss(localStorageOf(), trouble.at);
    setDismissedAt(trouble.at);
  };
  return (
    <Incident label="Last crash" at={trouble.at} message={named(sentence(trouble.message))}>
      <Button size="small" onClick={onDismiss}>
        Dismiss
      </Button>
    </Incident>
  );
}

/** The last error of the listener's log, where there was one. */
export function LastError({ toLog }: { readonly toLog: (error?: SoughtError) => void }) {
  const error = useLive().snapshot?.status?.lastError;
  if (error === undefined) return null;
  return (
    <Incident label="Last error" at={error.at} message={error.message} isError>
      <Link as="button" onClick={() => toLog(error)}>
        Show it in the log
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
        <span className={styles.when}>{clock(at)}</span>
      </div>
      <p className={styles.text}>{message}</p>
      {children}
    </Card>
  );
}

/** Undefined where the browser keeps nothing for this page. */
function localStorageOf(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
