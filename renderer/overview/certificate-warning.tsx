import { makeStyles, tokens } from '@fluentui/react-components';
import { useLive } from '../client/panel-context.ts';
import { Card } from '../parts/card.tsx';

const useStyles = makeStyles({
  text: { margin: 0, lineHeight: tokens.lineHeightBase300, overflowWrap: 'anywhere' },
});

/** One line where the TLS certificate ends soon, has ended, or has not begun. */
export function CertificateWarning() {
  const styles = useStyles();
  const warning = useLive().snapshot?.status?.certificate?.warning;
  if (warning === undefined) return null;
  return (
    <Card label="Certificate" edge={tokens.colorPaletteDarkOrangeForeground1}>
      <p className={styles.text}>{`${warning.charAt(0).toUpperCase()}${warning.slice(1)}.`}</p>
    </Card>
  );
}
