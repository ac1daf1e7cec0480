import { makeStyles, tokens } from '@fluentui/react-components';
import type { ConnectionInfo } from '../../contract/connections.ts';

const useStyles = makeStyles({
  state: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
  dot: {
    width: '8px',
    height: '8px',
    borderRadius: '50%',
    flexShrink: 0,
    boxSizing: 'border-box',
    // High contrast takes backgrounds away, and with them the dot.
    forcedColorAdjust: 'none',
  },
});

const STATE_APPEARANCE: Readonly<
  Record<ConnectionInfo['state'], { readonly label: string; readonly color: string }>
> = {
  passive_listening: { label: 'Waiting', color: tokens.colorNeutralForeground3 },
  active_listening: { label: 'Listening', color: tokens.colorPaletteGreenBorderActive },
  processing: { label: 'Answering', color: tokens.colorPaletteBlueBorderActive },
  closed: { label: 'Closed', color: tokens.colorNeutralForeground3 },
};

/** What the session does now, in a word. */
export function SessionState({ state }: { readonly state: ConnectionInfo['state'] }) {
  const styles = useStyles();
  const { label, color } = STATE_APPEARANCE[state];
  const hollow = state === 'passive_listening';
  return (
    <span className={styles.state}>
      <span
        aria-hidden
        className={styles.dot}
        style={hollow ? { border: `2px solid ${color}` } : { backgroundColor: color }}
      />
      {label}
    </span>
  );
}
