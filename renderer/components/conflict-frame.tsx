import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Card } from './card.tsx';
import { CardHeading } from './page-screen.tsx';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** Says that somebody else changed a file meanwhile, shows what differs, and lets the user choose. */
export function ConflictFrame({
  file,
  onResolve,
  children,
}: {
  /** Its name, for people. */
  readonly file: string;
  readonly onResolve: (whose: 'mine' | 'theirs') => void;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <Card label="Conflict" accentColor={tokens.colorPaletteDarkOrangeBorderActive}>
      <div role="alert">
        <CardHeading>{file} was changed by somebody else</CardHeading>
        Nothing was saved. Compare both, then choose.
      </div>
      {children}
      <div className={styles.buttons}>
        <Button onClick={() => onResolve('mine')}>Keep my changes, on top of the file</Button>
        <Button onClick={() => onResolve('theirs')}>Discard mine, show the file</Button>
      </div>
    </Card>
  );
}
