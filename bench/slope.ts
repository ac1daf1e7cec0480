/** A measurement at a time. */
export interface Point {
  /** ms. */
  readonly at: number;
  readonly value: number;
}

/** How much a value grows an hour: the slope of the line with the least squares. 0 for fewer than two times. */
export function growthPerHour(points: readonly Point[]): number {
  const mean = (of: (point: Point) => number) =>
    points.reduce((sum, each) => sum + of(each), 0) / points.length;
  const [at, value] = [mean((point) => point.at), mean((point) => point.value)];
  const above = points.reduce((sum, point) => sum + (point.at - at) * (point.value - value), 0);
  const below = points.reduce((sum, point) => sum + (point.at - at) ** 2, 0);
  return below === 0 ? 0 : (above / below) * 3_600_000;
}
