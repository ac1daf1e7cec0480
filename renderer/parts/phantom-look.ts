import { tokens } from '@fluentui/react-components';
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
import { NO_DATABASE, STATE_WORDS } from '../../wording/state.ts';

/**
 * `unknown`: the program behind the panel does not answer this page. `no-database`: it runs, but has nothing to answer
 * from, which a green "Running" would hide.
 */
export type ShownState = PhantomState | 'unknown' | 'no-database';

export function shownState(snapshot: Snapshot | undefined): ShownState {
  if (snapshot === undefined) return 'unknown';
  const isDown = snapshot.state === 'running' && snapshot.status?.account.state === 'down';
  return isDown ? 'no-database' : snapshot.state;
}

export interface StateAppearance {
  readonly word: string;
  readonly Icon: ComponentType<{ className?: string; 'aria-hidden'?: boolean }>;
  /** Of the icon and the word. */
  readonly ink: string;
  /** Behind them. */
  readonly ground: string;
  readonly edge: string;
}

const GREEN = {
  ink: tokens.colorPaletteGreenForeground1,
  ground: tokens.colorPaletteGreenBackground1,
  edge: tokens.colorPaletteGreenBorder1,
};
const BLUE = {
  ink: tokens.colorPaletteBlueForeground2,
  ground: tokens.colorPaletteBlueBackground2,
  edge: tokens.colorPaletteBlueBorderActive,
};
const AMBER = {
  ink: tokens.colorPaletteDarkOrangeForeground1,
  ground: tokens.colorPaletteDarkOrangeBackground1,
  edge: tokens.colorPaletteDarkOrangeBorder1,
};
const RED = {
  ink: tokens.colorPaletteRedForeground1,
  ground: tokens.colorPaletteRedBackground1,
  edge: tokens.colorPaletteRedBorder1,
};
const GREY = {
  ink: tokens.colorNeutralForeground2,
  ground: tokens.colorNeutralBackground3,
  edge: tokens.colorNeutralStroke1,
};

/** Each state by word, icon and colour, so that none of the three alone has to be told apart. */
export const STATE_APPEARANCE: Readonly<Record<ShownState, StateAppearance>> = {
  running: { word: STATE_WORDS.running, Icon: CheckmarkCircle20Filled, ...GREEN },
  'no-database': { word: NO_DATABASE, Icon: DatabaseWarning20Filled, ...AMBER },
  starting: { word: STATE_WORDS.starting, Icon: ArrowSyncCircle20Filled, ...BLUE },
  draining: { word: STATE_WORDS.draining, Icon: ArrowCircleDown20Filled, ...BLUE },
  hung: { word: STATE_WORDS.hung, Icon: Warning20Filled, ...AMBER },
  'backing-off': { word: STATE_WORDS['backing-off'], Icon: Clock20Filled, ...AMBER },
  failed: { word: STATE_WORDS.failed, Icon: DismissCircle20Filled, ...RED },
  stopped: { word: STATE_WORDS.stopped, Icon: RecordStop20Filled, ...GREY },
  unknown: { word: 'Unknown', Icon: QuestionCircle20Filled, ...GREY },
};
