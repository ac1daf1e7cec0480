import { useMemo } from 'react';
import { qrModules } from '../../wording/qr-code.ts';

/** Modules of light margin that readers need. */
const MARGIN = 4;

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
  const modules = useMemo(() => qrModules(text), [text]);
  if (modules === undefined) return null;
  const width = modules.length + 2 * MARGIN;
  const dark = modules.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x + MARGIN} ${y + MARGIN}h1v1h-1z`] : [])),
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
