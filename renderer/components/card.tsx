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
    overflow: 'hidden',
    position: 'relative',
  },
  accent: { position: 'absolute', top: 0, left: 0, right: 0, height: '4px' },
});

/** A box around related content. */
export function Card({
  label,
  className,
  accentColor,
  children,
}: {
  /** Accessible name. */
  readonly label: string;
  readonly className?: string;
  /** Color of the top border, for cards that need attention. */
  readonly accentColor?: string;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <section aria-label={label} className={mergeClasses(styles.card, className)}>
      {accentColor !== undefined && (
        <span aria-hidden className={styles.accent} style={{ backgroundColor: accentColor }} />
      )}
      {children}
    </section>
  );
}
