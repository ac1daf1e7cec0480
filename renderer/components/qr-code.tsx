import { useMemo } from 'react';
import { encode } from 'uqr';

/** Modules of light margin that readers need. */
const MARGIN = 4;
/** Longer texts need modules that are too small for a screen. */
const MAX_LENGTH = 300;

/** A QR code of a short text, always dark on light, because readers expect that. Nothing for a text that is too long. */
export function QrCode({
  text,
  label,
  size,
}: {
  readonly text: string;
  readonly label: string;
  readonly size: number;
}) {
  const code = useMemo(
    () => (text.length > MAX_LENGTH ? undefined : encode(text, { border: MARGIN })),
    [text],
  );
  if (code === undefined) return null;
  const width = code.size;
  const dark = code.data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`0 0 ${width} ${width}`}
      shapeRendering="crispEdges"
      style={{ flexShrink: 0, forcedColorAdjust: 'none' }}
    >
      <rect width={width} height={width} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
}
