/** A box of the window, px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A place beside a control, in the terms of Fluent UI's positioning. */
export interface TipPlace {
  readonly position: 'above' | 'below' | 'before' | 'after';
  readonly align: 'start' | 'center' | 'end';
}

/** A place, and whether the tooltip covers other controls there. */
export interface ChosenPlace extends TipPlace {
  readonly covers: boolean;
}

/** Between a control and its tooltip, with the arrow. */
const OFFSET = 10;

export const FIRST_PLACE: TipPlace = { position: 'above', align: 'center' };

/** In the order in which they are preferred. */
const PLACES: readonly TipPlace[] = (['above', 'below', 'after', 'before'] as const).flatMap((position) =>
  (['center', 'start', 'end'] as const).map((align) => ({ position, align })),
);

/**
 * Where a tooltip covers no other control, or the least of them.
 *
 * @param control box of the control that it describes
 * @param size of the tooltip
 * @param others boxes of the other controls
 */
export function placeOfTip(
  control: Box,
  size: { readonly width: number; readonly height: number },
  others: readonly Box[],
  window: { readonly width: number; readonly height: number },
): ChosenPlace {
  let best: { readonly place: TipPlace; readonly cost: number; readonly covers: boolean } | undefined;
  for (const place of PLACES) {
    const box = boxAt(place, control, size);
    const outside =
      size.width * size.height - area(box, { left: 0, top: 0, right: window.width, bottom: window.height });
    // Outside of the window it would be moved, and then cover what nobody has looked at.
    const covered = others.reduce((sum, other) => sum + area(box, other), 0);
    const cost = 1_000 * outside + covered;
    if (best === undefined || cost < best.cost) best = { place, cost, covers: covered > 0 };
  }
  return { ...(best?.place ?? FIRST_PLACE), covers: best?.covers ?? false };
}

function boxAt(
  { position, align }: TipPlace,
  { left, top, right, bottom }: Box,
  { width, height }: { readonly width: number; readonly height: number },
): Box {
  if (position === 'above' || position === 'below') {
    const x = align === 'start' ? left : align === 'end' ? right - width : (left + right - width) / 2;
    const y = position === 'above' ? top - OFFSET - height : bottom + OFFSET;
    return { left: x, top: y, right: x + width, bottom: y + height };
  }
  const x = position === 'before' ? left - OFFSET - width : right + OFFSET;
  const y = align === 'start' ? top : align === 'end' ? bottom - height : (top + bottom - height) / 2;
  return { left: x, top: y, right: x + width, bottom: y + height };
}

/** The area that two boxes share, px². */
function area(one: Box, other: Box): number {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return width > 0 && height > 0 ? width * height : 0;
}
