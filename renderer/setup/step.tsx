import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { Circle20Regular } from '@fluentui/react-icons/svg/circle';
import type { ReactNode } from 'react';
import { Card } from '../components/card.tsx';
import { CardHeading } from '../components/page-screen.tsx';

const useStyles = makeStyles({
  top: { display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', columnGap: '8px' },
  done: { color: tokens.colorPaletteGreenForeground1, lineHeight: 0, paddingTop: '2px' },
  open: { color: tokens.colorNeutralForeground2, lineHeight: 0, paddingTop: '2px' },
  state: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  content: { display: 'flex', flexDirection: 'column', gap: '10px', marginTop: '10px' },
});

/** One step of the set-up: whether it is done, as the machine has it, and what does it. */
export function Step({
  number,
  title,
  isDone,
  state,
  children,
}: {
  readonly number: number;
  readonly title: string;
  readonly isDone: boolean;
  /** How it is now, in one sentence. */
  readonly state: string;
  readonly children?: ReactNode;
}) {
  const styles = useStyles();
  return (
    <Card label={title}>
      <div className={styles.top} data-step={number} data-done={isDone}>
        <span
          className={isDone ? styles.done : styles.open}
          role="img"
          aria-label={isDone ? 'Done' : 'To do'}
        >
          {isDone ? <CheckmarkCircle20Filled /> : <Circle20Regular />}
        </span>
        <div>
          <CardHeading>
            {number}. {title}
          </CardHeading>
          <div className={styles.state}>{state}</div>
        </div>
      </div>
      {children !== undefined && <div className={styles.content}>{children}</div>}
    </Card>
  );
}
