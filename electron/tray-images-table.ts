import type { TrayIcon } from './tray-look.ts';

/** Behind the icon; macOS colours a template itself. */
export const TRAY_GROUNDS = ['light', 'dark', 'template'] as const;
export type TrayGround = (typeof TRAY_GROUNDS)[number];

/** Of the pictures there are, pixels: 16 to 32, and the double of each. */
export const TRAY_SIZES = [16, 20, 24, 32, 40, 48, 64] as const;

export function trayImageFile(icon: TrayIcon, ground: TrayGround, size: number): string {
  return `${icon}-${ground}-${size}.png`;
}
