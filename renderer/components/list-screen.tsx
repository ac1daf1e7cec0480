import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  screen: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
    margin: '16px',
    position: 'relative',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    overflow: 'hidden',
    '@media (max-width: 479px)': { margin: '12px' },
  },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '6px 10px',
    minHeight: '32px',
    flexShrink: 0,
    padding: '8px 12px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  middle: { flexGrow: 1, display: 'grid', alignContent: 'center', minHeight: 0, overflow: 'auto' },
});

/** A screen with one long list: it fills the window, and the list scrolls. */
export function ListScreen({
  label,
  bar,
  children,
}: {
  /** Accessible name. */
  readonly label: string;
  /** Toolbar above the list. */
  readonly bar: ReactNode;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <section className={styles.screen} aria-label={label}>
      <div className={styles.bar}>{bar}</div>
      {children}
    </section>
  );
}

/** Centers content in the list's place when there is nothing to list. */
export function ListMiddle({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles().middle}>{children}</div>;
}

const useEmptyStateStyles = makeStyles({
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

/** Explains why there is nothing to show, and what to do next. */
export function EmptyState(props: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  const styles = useEmptyStateStyles();
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
