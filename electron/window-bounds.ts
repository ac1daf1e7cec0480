export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Near the tray, and at full size; device-independent pixels. */
const WINDOW_SIZES = {
  tray: { width: 420, height: 640 },
  full: { width: 1_180, height: 800 },
} as const;

export type WindowSize = keyof typeof WINDOW_SIZES;

const GAP = 8;

/**
 * Where the window goes: near the tray its middle is over the icon, inside the screen's free area; in full size it is
 * in the middle of the screen.
 *
 * @param icon where the tray icon is; undefined where the system does not say
 */
export function windowBounds(size: WindowSize, workArea: Area, icon: Area | undefined): Area {
  const width = Math.min(WINDOW_SIZES[size].width, workArea.width);
  const height = Math.min(WINDOW_SIZES[size].height, workArea.height);
  const right = workArea.x + workArea.width - width;
  const bottom = workArea.y + workArea.height - height;
  if (size === 'full') {
    return {
      x: Math.round((workArea.x + right) / 2),
      y: Math.round((workArea.y + bottom) / 2),
      width,
      height,
    };
  }
  if (icon === undefined) return { x: right - GAP, y: bottom - GAP, width, height };
  const x = clamp(Math.round(icon.x + icon.width / 2 - width / 2), workArea.x + GAP, right - GAP);
  const under = icon.y + icon.height / 2 < workArea.y + workArea.height / 2;
  const y = under ? icon.y + icon.height + GAP : icon.y - height - GAP;
  return { x, y: clamp(y, workArea.y + GAP, bottom - GAP), width, height };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(Math.min(value, most), least);
}
