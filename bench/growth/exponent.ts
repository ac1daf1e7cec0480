/** A quantity at a size. */
export interface SizedFigure {
  readonly size: number;
  readonly figure: number;
}

/**
 * How a quantity grows with its size, as the exponent of a power: 0 where it stays the same, 1 where it doubles with the
 * size. The line with the least squares through the logarithms. NaN for fewer than two sizes or figures that are not
 * positive.
 */
export function growthExponent(figures: readonly SizedFigure[]): number {
  const points = figures.map(({ size, figure }) => ({ x: Math.log(size), y: Math.log(figure) }));
  if (points.length < 2 || points.some(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y))) {
    return Number.NaN;
  }
  const mean = (of: (point: (typeof points)[number]) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const above = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
  const below = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  return below === 0 ? Number.NaN : above / below;
}
