import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  card: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    padding: '16px',
    minWidth: 0,
    boxSizing: 'border-box',
  },
});

/** A quiet box around things that belong together. */
export function Card({
  label,
  className,
  children,
}: {
  /** For screen readers. */
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <section aria-label={label} className={mergeClasses(styles.card, className)}>
      {children}
    </section>
  );
}
