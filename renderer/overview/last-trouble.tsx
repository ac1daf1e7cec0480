import { makeStyles, tokens } from '@fluentui/react-components';
import { Warning20Regular } from '@fluentui/react-icons/svg/warning';
import { useLive } from '../client/panel-context.ts';
import { useCommandName } from '../client/use-command-name.ts';
import { sentence } from '../format/sentence.ts';
import { clock } from '../format/times.ts';
import { Card } from '../parts/card.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', gap: '6px', fontWeight: tokens.fontWeightSemibold },
  when: { marginLeft: 'auto', color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  text: { margin: '8px 0 0', overflowWrap: 'anywhere', lineHeight: tokens.lineHeightBase300 },
});

/** The last crash, hang or failed start of a listener of this home, where there was one. */
export function LastTrouble() {
  const styles = useStyles();
  const named = useCommandName();
  const trouble = useLive().snapshot?.lastTrouble;
  if (trouble === undefined) return null;
  return (
    <Card label="Last crash">
      <div className={styles.head}>
        <Warning20Regular aria-hidden />
        Last crash
        <span className={styles.when}>{clock(trouble.at)}</span>
      </div>
      <p className={styles.text}>{named(sentence(trouble.message))}</p>
    </Card>
  );
}
