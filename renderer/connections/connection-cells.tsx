import { makeStyles, tokens } from '@fluentui/react-components';
import type { ConnectionInfo } from '../../contract/connections.ts';
import { useNow } from '../clock.ts';
import { formatShortDuration } from '../format.ts';

/** How long ago something was, as coarsely as a column shows it. */
export function Age({ since }: { readonly since: number }) {
  return useNow((now) => formatShortDuration(now - since));
}

/** Zero is dimmed, so that other values stand out. */
export function NonZero({
  value,
  format,
}: {
  readonly value: number;
  readonly format: (value: number) => string;
}) {
  return <span style={value > 0 ? EMPHASIZED : MUTED}>{format(value)}</span>;
}

const EMPHASIZED = { fontWeight: tokens.fontWeightSemibold, color: tokens.colorPaletteRedForeground1 };
const MUTED = { color: tokens.colorNeutralForeground3 };

const useStyles = makeStyles({
  state: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
  dot: {
    width: '8px',
    height: '8px',
    borderRadius: '50%',
    flexShrink: 0,
    boxSizing: 'border-box',
    // High-contrast mode removes backgrounds, and with them the dot.
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

/** The session's state in one word. */
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
