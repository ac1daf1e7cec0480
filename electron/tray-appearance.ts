import type { PhantomState } from '../contract/panel-snapshot.ts';
import { truncate } from '../lib/text.ts';
import { stateLine, type TrayView } from '../wording/state.ts';

/** The icons there are; each has a shape of its own. */
export const TRAY_ICONS = ['running', 'busy', 'attention', 'stopped'] as const;
export type TrayIconName = (typeof TRAY_ICONS)[number];

const ICONS: Readonly<Record<PhantomState, TrayIconName>> = {
  running: 'running',
  starting: 'busy',
  draining: 'busy',
  hung: 'attention',
  'backing-off': 'attention',
  failed: 'attention',
  stopped: 'stopped',
};

/** Windows cuts what is longer. */
const MAX_TOOLTIP = 127;

export interface TrayAppearance {
  readonly icon: TrayIconName;
  readonly tooltip: string;
}

/** Icon and tooltip, as `HAL Listener: running · 12/50 connections · port 8768`; with the reason where one is due. */
export function trayAppearance(view: TrayView): TrayAppearance {
  const icon = view.databaseDown ? 'attention' : ICONS[view.state];
  const line = stateLine(view);
  const state = `HAL Listener: ${line.charAt(0).toLowerCase()}${line.slice(1)}`;
  const whole = icon === 'attention' ? `${state}\n${view.reason}` : state;
  return { icon, tooltip: truncate(whole, MAX_TOOLTIP) };
}

/** Behind the icon; macOS colours a template itself. */
export const TRAY_THEMES = ['light', 'dark', 'template'] as const;
export type TrayTheme = (typeof TRAY_THEMES)[number];

/** Of the pictures there are, pixels: 16 to 32, and the double of each. */
export const TRAY_SIZES = [16, 20, 24, 32, 40, 48, 64] as const;

export function trayImageFile(icon: TrayIconName, theme: TrayTheme, size: number): string {
  return `${icon}-${theme}-${size}.png`;
}

/** For Windows: one file with every size. */
export function trayIconFile(icon: TrayIconName, theme: Exclude<TrayTheme, 'template'>): string {
  return `${icon}-${theme}.ico`;
}
