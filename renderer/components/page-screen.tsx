import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    width: '100%',
    maxWidth: '1080px',
    margin: '0 auto',
    padding: '16px',
    boxSizing: 'border-box',
    '@media (max-width: 479px)': { gap: '12px', padding: '12px' },
  },
  heading: {
    margin: '0 0 4px',
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: tokens.lineHeightBase400,
  },
});

/** A screen of several boxes below each other, which scrolls as a whole. */
export function PageScreen({
  label,
  className,
  children,
}: {
  /** Accessible name. */
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <section className={mergeClasses(styles.page, className)} aria-label={label}>
      {children}
    </section>
  );
}

/** The title of a box. */
export function CardHeading({ id, children }: { readonly id?: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <h2 className={styles.heading} {...(id === undefined ? {} : { id })}>
      {children}
    </h2>
  );
}
