import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Card } from '../parts/card.tsx';

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  text: {
    marginTop: '6px',
    lineHeight: tokens.lineHeightBase300,
    overflowWrap: 'anywhere',
    '& > p': { margin: 0 },
    '& > p + p': { marginTop: '6px' },
  },
});

/** A card an operator should see while the listener runs: what it is, and under it what to do. */
export function Warning(props: {
  /** For screen readers. */
  readonly label: string;
  readonly title: ReactNode;
  /** A sentence or two, or paragraphs. */
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const { label, title, children } = props;
  return (
    <Card label={label} edge={tokens.colorPaletteDarkOrangeForeground1}>
      <h3 className={styles.title}>{title}</h3>
      <div className={styles.text}>{children}</div>
    </Card>
  );
}
