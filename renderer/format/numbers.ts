import { formatBytes } from '../../wording/format.ts';

/** Stands where a figure is not known: never a number that is not true now. */
export const NO_VALUE = '–';

/** `1,204`, in the reader's own manner. */
export function formatCount(value: number | undefined): string {
  return value === undefined ? NO_VALUE : value.toLocaleString();
}

/** One decimal below ten, none above: `3.2`, `17`. */
export function formatDecimal(value: number | null | undefined): string {
  if (value === undefined || value === null) return NO_VALUE;
  return Math.abs(value) < 9.95 ? value.toFixed(1) : Math.round(value).toLocaleString();
}

export function formatPercent(value: number | undefined): string {
  return value === undefined ? NO_VALUE : `${value.toFixed(1)} %`;
}

/** Of a part, 0 to 1: `34 %`. */
export function formatShare(part: number): string {
  return `${Math.floor(part * 100)} %`;
}

export function formatMilliseconds(value: number | null | undefined): string {
  return value === undefined || value === null ? NO_VALUE : `${formatDecimal(value)} ms`;
}

/** Bytes as `57.3 MB`. */
export function formatByteSize(value: number | null | undefined): string {
  return value === undefined || value === null ? NO_VALUE : formatBytes(value);
}
