import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  empty: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '8px',
    padding: '40px 24px',
    textAlign: 'center',
    color: tokens.colorNeutralForeground2,
    minHeight: '120px',
  },
  icon: { lineHeight: 0, color: tokens.colorNeutralForeground3, '& svg': { width: '36px', height: '36px' } },
  title: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
  next: { maxWidth: '46ch', lineHeight: tokens.lineHeightBase300 },
});

/** Where there is nothing to show: what that means, and what to do next. */
export function EmptyState(props: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <span className={styles.icon} aria-hidden>
        {props.icon}
      </span>
      <span className={styles.title}>{props.title}</span>
      {props.children !== undefined && <span className={styles.next}>{props.children}</span>}
    </div>
  );
}
