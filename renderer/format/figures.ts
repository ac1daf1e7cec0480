import { formatBytes } from '../../wording/format.ts';

/** Stands where a figure is not known: never a number that is not true now. */
export const NO_FIGURE = '–';

/** `1,204`, in the reader's own manner. */
export function count(value: number | undefined): string {
  return value === undefined ? NO_FIGURE : value.toLocaleString();
}

/** One decimal below ten, none above: `3.2`, `17`. */
export function decimal(value: number | null | undefined): string {
  if (value === undefined || value === null) return NO_FIGURE;
  return Math.abs(value) < 9.95 ? value.toFixed(1) : Math.round(value).toLocaleString();
}

export function percent(value: number | undefined): string {
  return value === undefined ? NO_FIGURE : `${value.toFixed(1)} %`;
}

/** Of a part, 0 to 1: `34 %`. */
export function share(part: number): string {
  return `${Math.floor(part * 100)} %`;
}

export function milliseconds(value: number | null | undefined): string {
  return value === undefined || value === null ? NO_FIGURE : `${decimal(value)} ms`;
}

/** Bytes as `57.3 MB`. */
export function bytes(value: number | null | undefined): string {
  return value === undefined || value === null ? NO_FIGURE : formatBytes(value);
}
