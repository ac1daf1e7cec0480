import { makeStyles, type Theme, useFluent } from '@fluentui/react-components';
import { useEffect, useMemo, useRef } from 'react';
import UPlot from 'uplot';
import { RESOLUTIONS, type Resolution } from '../../contract/status.ts';
import { useSize } from '../hooks.ts';
import { useTheme } from '../theme.ts';
import type { Columns } from './chart-columns.ts';
import type { Mark } from './chart-marks.ts';
import { decadesOf, isDecade, withoutZeros } from './log-axis.ts';

export type TickKind = 'any' | 'whole' | 'megabytes';

/** Samples up to which each is drawn as a point too. */
const FEW_SAMPLES = 6;
const AXIS_FONT = '11px system-ui, sans-serif';

const useStyles = makeStyles({
  plot: { overflow: 'hidden' },
});

/** The canvas of a chart. Screen readers use the value beside it. */
export function Plot(props: {
  readonly columns: Columns;
  readonly format: (value: number) => string;
  /** Called with the index under the pointer. */
  readonly onHover: (place: number | undefined) => void;
  readonly label: string;
  readonly span: Resolution;
  /** Axis increments: round numbers of MB, or whole clients. */
  readonly ticks: TickKind;
  /** Whether each step of the axis is ten times the one before: for lines of different magnitude. */
  readonly isLog: boolean;
  /** A value that cannot be exceeded, drawn as a line once the figures come near. */
  readonly limit: number | undefined;
  /** Small, without axis marks. */
  readonly compact: boolean;
  /** px */
  readonly height: number;
  /** Events, drawn as lines across the chart. */
  readonly marks: readonly Mark[];
}) {
  const styles = useStyles();
  const [box, { width }] = useSize<HTMLDivElement>();
  const { theme, isDark } = useTheme();
  const { targetDocument } = useFluent();
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(undefined);
  const { span, label, compact, height, marks, isLog } = props;
  const columns = useMemo(() => (isLog ? toDrawn(props.columns) : props.columns), [isLog, props.columns]);
  const latest = useRef(props);
  latest.current = props;
  const hasWidth = width > 0;
  const lines = columns.length - 1;

  // biome-ignore lint/correctness/useExhaustiveDependencies: width and columns are taken over below, without a new plot.
  useEffect(() => {
    if (!hasWidth || host.current === null || targetDocument === undefined) return;
    const lineColors = [theme.colorBrandStroke1, theme.colorPaletteBerryBorderActive].map(
      (color) => color ?? '#777',
    );
    const color = theme.colorNeutralForeground3;
    const grid = { stroke: theme.colorNeutralStroke3 ?? '#8884', width: 1 };
    const made = new UPlot(
      {
        width,
        height,
        padding: compact ? [4, 0, 0, 0] : [8, 4, 0, 0],
        legend: { show: false },
        // One line across all charts, which have the same times.
        cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false }, sync: { key: 'activity' } },
        scales: {
          // The range always ends now.
          x: { time: true, range: (_plot, _min, max) => spanTo(max, latest.current.span) },
          y: isLog
            ? { distr: 3, range: (_plot, min, max) => decadesOf(min, max) }
            : { range: (_plot, _min, max) => [0, (max ?? 0) <= 0 ? 1 : max * 1.15] },
        },
        axes: [
          {
            show: !compact,
            stroke: color,
            grid: { show: false },
            ticks: { show: false },
            font: AXIS_FONT,
            size: 24,
            space: 70,
            incrs: MINUTES,
            values: formatClockTicks,
          },
          {
            show: !compact,
            stroke: color,
            grid,
            ticks: { show: false },
            font: AXIS_FONT,
            size: ({ ctx }: UPlot, labels: readonly string[] | null) => axisWidth(labels, ctx),
            space: 34,
            ...(isLog
              ? {
                  filter: (_plot: UPlot, ticks: number[]) =>
                    ticks.map((tick) => (isDecade(tick) ? tick : null)),
                }
              : { incrs: [...TICK_STEPS[latest.current.ticks]] }),
            values: (_plot, ticks) =>
              withoutZeroDecimals(ticks.map((mark) => (mark === null ? '' : latest.current.format(mark)))),
          },
        ],
        series: [
          {},
          ...lineColors.slice(0, lines).map((stroke) => ({
            stroke,
            width: 1.75,
            fill: lines === 1 ? `${stroke}1f` : 'transparent',
            // A line that has just begun would not be seen.
            points: {
              show: (_plot: UPlot, _line: number, from: number, to: number) => to - from < FEW_SAMPLES,
              size: 5,
              fill: stroke,
            },
          })),
        ],
        hooks: {
          drawAxes: [
            (chart) => {
              drawMarks(chart, latest.current.marks, theme);
              drawLimit(chart, latest.current.limit, theme);
            },
          ],
          setCursor: [
            ({ cursor, data }) => {
              const place =
                cursor.left === undefined || cursor.left < 0 ? undefined : (cursor.idx ?? undefined);
              latest.current.onHover(place !== undefined && place < data[0].length ? place : undefined);
            },
          ],
        },
      },
      columns as unknown as UPlot.AlignedData,
      host.current,
    );
    plot.current = made;
    return () => {
      made.destroy();
      plot.current = undefined;
    };
  }, [hasWidth, isDark, lines, compact, targetDocument]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new marks are drawn with the data.
  useEffect(() => {
    plot.current?.setData(columns as unknown as UPlot.AlignedData);
  }, [columns, marks]);

  useEffect(() => {
    if (width > 0) plot.current?.setSize({ width, height });
  }, [width, height]);

  return (
    <div
      ref={box}
      className={styles.plot}
      style={{ height }}
      role="img"
      aria-label={`${label} over the last ${SPAN[span]}`}
    >
      <div ref={host} />
    </div>
  );
}

/** Colors of the lines for events, by severity. */
function markColor(severity: Mark['severity'], theme: Partial<Theme>): string {
  if (severity === 'error') return theme.colorPaletteRedBorder2 ?? '#c33';
  if (severity === 'warning') return theme.colorPaletteDarkOrangeBorderActive ?? '#c60';
  return theme.colorNeutralStrokeAccessible ?? '#777';
}

/** Draws a dashed line across the chart for each event, below the figures. */
function drawMarks({ ctx, bbox, valToPos }: UPlot, marks: readonly Mark[], theme: Partial<Theme>): void {
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const { at, severity } of marks) {
    const x = Math.round(valToPos(at / 1_000, 'x', true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.strokeStyle = markColor(severity, theme);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

/** Draws a line at the limit, if it is in view. */
function drawLimit(
  { ctx, bbox, scales, valToPos }: UPlot,
  limit: number | undefined,
  theme: Partial<Theme>,
): void {
  if (limit === undefined || limit > (scales.y?.max ?? 0)) return;
  const y = Math.round(valToPos(limit, 'y', true));
  ctx.save();
  ctx.strokeStyle = theme.colorPaletteRedBorder2 ?? '#c33';
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

/** Axis increments in seconds. */
const MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 240, 360].map((minutes) => minutes * 60);
const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000];
const TICK_STEPS: Readonly<Record<TickKind, readonly number[]>> = {
  any: [0.1, 0.2, 0.5, ...WHOLE, 5_000, 10_000, 50_000],
  whole: WHOLE,
  megabytes: WHOLE.map((mb) => mb * 1_000_000),
};

const SPAN: Readonly<Record<Resolution, string>> = {
  seconds: '5 minutes',
  tenSeconds: 'hour',
  minutes: '24 hours',
};

function toDrawn([times, ...lists]: Columns): Columns {
  return [times, ...lists.map(withoutZeros)];
}

function spanTo(end: number | null, span: Resolution): [number, number] {
  const { everyMs, kept } = RESOLUTIONS[span];
  const last = end ?? Date.now() / 1_000;
  return [last - (everyMs * kept) / 1_000, last];
}

/** Half the width of `00:00`, in CSS pixels. */
const HALF_CLOCK_WIDTH = 18;

/** What tells where a time is drawn. */
interface TimeAxis {
  valToPos(value: number, scale: 'x'): number;
  readonly scales: { readonly x?: { readonly max?: number } };
}

/** Times of day; none where it would be cut off at the right edge. */
export function formatClockTicks(plot: TimeAxis, ticks: readonly number[]): string[] {
  // By the scale: the element still has its width from before while a plot gets another size.
  const edge = plot.valToPos(plot.scales.x?.max ?? 0, 'x');
  return ticks.map((mark) => {
    if (plot.valToPos(mark, 'x') > edge - HALF_CLOCK_WIDTH) return '';
    const time = new Date(mark * 1_000);
    return `${String(time.getHours()).padStart(2, '0')}:${String(time.getMinutes()).padStart(2, '0')}`;
  });
}

/** The labels of an axis without decimals, unless one of them needs them: `50 %`, not `50.0 %`. */
export function withoutZeroDecimals(labels: readonly string[]): string[] {
  if (labels.some((label) => /\.0*[1-9]/.test(label))) return [...labels];
  return labels.map((label) => label.replace(/\.0+/, ''));
}

const MIN_AXIS_WIDTH = 58;
/** Between the longest label and both of its sides, px. */
const AXIS_MARGIN = 10;

/** The width that the labels of an axis need, px; the charts beside each other have the same where they can. */
export function axisWidth(
  labels: readonly string[] | null,
  canvas: Pick<CanvasRenderingContext2D, 'font' | 'measureText'>,
): number {
  // uPlot sets its own, for the pixels of the screen, before it draws.
  canvas.font = AXIS_FONT;
  const widths = (labels ?? []).map((label) => canvas.measureText(label).width);
  return Math.max(MIN_AXIS_WIDTH, Math.ceil(Math.max(0, ...widths)) + AXIS_MARGIN);
}
