import type { PhantomState } from '../contract/panel-snapshot.ts';
import { stateLine, type TrayView } from '../contract/phantom-line.ts';
import { truncate } from '../lib/truncate.ts';

/** The icons there are; each has a shape of its own. */
export const TRAY_ICONS = ['running', 'busy', 'attention', 'stopped'] as const;
export type TrayIcon = (typeof TRAY_ICONS)[number];

const ICONS: Readonly<Record<PhantomState, TrayIcon>> = {
  running: 'running',
  starting: 'busy',
  draining: 'busy',
  hung: 'attention',
  'backing-off': 'attention',
  failed: 'attention',
  stopped: 'stopped',
};

/** Windows cuts what is longer. */
const LONGEST_TOOLTIP = 127;

export interface TrayLook {
  readonly icon: TrayIcon;
  readonly tooltip: string;
}

/** Icon and tooltip, as `HAL Listener: running · 12/50 connections · port 8768`; with the reason where one is due. */
export function trayLook(view: TrayView): TrayLook {
  const icon = view.databaseDown ? 'attention' : ICONS[view.state];
  const line = stateLine(view);
  const state = `HAL Listener: ${line.charAt(0).toLowerCase()}${line.slice(1)}`;
  const whole = icon === 'attention' ? `${state}\n${view.reason}` : state;
  return { icon, tooltip: truncate(whole, LONGEST_TOOLTIP) };
}
