import { makeStyles, tokens } from '@fluentui/react-components';
import { ArrowCircleDown20Filled } from '@fluentui/react-icons/svg/arrow-circle-down';
import { ArrowSyncCircle20Filled } from '@fluentui/react-icons/svg/arrow-sync-circle';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { Clock20Filled } from '@fluentui/react-icons/svg/clock';
import { DatabaseWarning20Filled } from '@fluentui/react-icons/svg/database-warning';
import { DismissCircle20Filled } from '@fluentui/react-icons/svg/dismiss-circle';
import { QuestionCircle20Filled } from '@fluentui/react-icons/svg/question-circle';
import { RecordStop20Filled } from '@fluentui/react-icons/svg/record-stop';
import { Warning20Filled } from '@fluentui/react-icons/svg/warning';
import type { ComponentType } from 'react';
import type { PhantomState, Snapshot } from '../../contract/panel-snapshot.ts';
import { DRAINED, NO_DATABASE, STATE_LABELS } from '../../wording/state.ts';

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

/** The phantom's state as color, icon and label. */
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

/**
 * `unknown`: the panel server does not respond to this page. `no-database`: the listener runs without a database,
 * which a green "Running" would hide. `drained`: it was taken out of service, and its clients have left.
 */
type DisplayState = PhantomState | 'unknown' | 'no-database' | 'drained';

export function displayState(snapshot: Snapshot | undefined): DisplayState {
  if (snapshot === undefined) return 'unknown';
  const { drain } = snapshot.status ?? {};
  if (snapshot.state === 'running' && drain !== undefined) {
    return drain.phase === 'drained' ? 'drained' : 'draining';
  }
  const isDown = snapshot.state === 'running' && snapshot.status?.account.state === 'down';
  return isDown ? 'no-database' : snapshot.state;
}

interface StateAppearance {
  readonly label: string;
  readonly Icon: ComponentType<{ className?: string; 'aria-hidden'?: boolean }>;
  /** Color of icon and label. */
  readonly color: string;
  /** Background color. */
  readonly background: string;
  readonly border: string;
}

const GREEN = {
  color: tokens.colorPaletteGreenForeground1,
  background: tokens.colorPaletteGreenBackground1,
  border: tokens.colorPaletteGreenBorder1,
};
const BLUE = {
  color: tokens.colorPaletteBlueForeground2,
  background: tokens.colorPaletteBlueBackground2,
  border: tokens.colorPaletteBlueBorderActive,
};
const AMBER = {
  color: tokens.colorPaletteDarkOrangeForeground1,
  background: tokens.colorPaletteDarkOrangeBackground1,
  border: tokens.colorPaletteDarkOrangeBorder1,
};
const RED = {
  color: tokens.colorPaletteRedForeground1,
  background: tokens.colorPaletteRedBackground1,
  border: tokens.colorPaletteRedBorder1,
};
const GREY = {
  color: tokens.colorNeutralForeground2,
  background: tokens.colorNeutralBackground3,
  border: tokens.colorNeutralStroke1,
};

/** Each state has its own label, icon and color, so no state depends on color alone. */
export const STATE_APPEARANCE: Readonly<Record<DisplayState, StateAppearance>> = {
  running: { label: STATE_LABELS.running, Icon: CheckmarkCircle20Filled, ...GREEN },
  'no-database': { label: NO_DATABASE, Icon: DatabaseWarning20Filled, ...AMBER },
  starting: { label: STATE_LABELS.starting, Icon: ArrowSyncCircle20Filled, ...BLUE },
  draining: { label: STATE_LABELS.draining, Icon: ArrowCircleDown20Filled, ...BLUE },
  drained: { label: DRAINED, Icon: ArrowCircleDown20Filled, ...AMBER },
  hung: { label: STATE_LABELS.hung, Icon: Warning20Filled, ...AMBER },
  'backing-off': { label: STATE_LABELS['backing-off'], Icon: Clock20Filled, ...AMBER },
  failed: { label: STATE_LABELS.failed, Icon: DismissCircle20Filled, ...RED },
  stopped: { label: STATE_LABELS.stopped, Icon: RecordStop20Filled, ...GREY },
  unknown: { label: 'Unknown', Icon: QuestionCircle20Filled, ...GREY },
};
