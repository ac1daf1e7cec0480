import { makeStyles, tokens } from '@fluentui/react-components';
import { type DisplayState, STATE_APPEARANCE } from './state-appearance.ts';

const useStyles = makeStyles({
  badge: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '6px',
    padding: '3px 10px 3px 6px',
    borderRadius: tokens.borderRadiusCircular,
    border: '1px solid',
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase300,
    lineHeight: '20px',
    whiteSpace: 'nowrap',
  },
});

/** The one sign of the phantom's state: colour, icon and word together. */
export function StateBadge({ state }: { readonly state: DisplayState }) {
  const styles = useStyles();
  const { label, Icon, color, background, border } = STATE_APPEARANCE[state];
  return (
    <span
      className={styles.badge}
      data-state={state}
      style={{ color: color, backgroundColor: background, borderColor: border }}
    >
      <Icon aria-hidden />
      {label}
    </span>
  );
}
