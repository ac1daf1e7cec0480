import { makeStyles, mergeClasses, Tab, TabList, tokens } from '@fluentui/react-components';
import { DataLine20Regular } from '@fluentui/react-icons/svg/data-line';
import { Suspense, useMemo, useState } from 'react';
import type { HomeEvent } from '../../contract/home-events.ts';
import { RESOLUTIONS, type Resolution, type Sample, type Status } from '../../contract/status.ts';
import { useLive, usePolled, useSnapshot } from '../client/panel-context.ts';
import { useNow } from '../clock.ts';
import { Card } from '../components/card.tsx';
import { EmptyState } from '../components/list-screen.tsx';
import { useHomeEvents } from '../events/use-home-events.ts';
import {
  formatByteSize,
  formatClock,
  formatCount,
  formatDecimal,
  formatMilliseconds,
  formatPercent,
} from '../format.ts';
import { useMedia } from '../hooks.ts';
import { lazyPart } from '../lazy-part.ts';
import { whenIdle } from '../when-idle.ts';
import { countGaps, type Line, largestOf, mergeSamples, toColumns } from './chart-columns.ts';
import { type Mark, marksOf } from './chart-marks.ts';
import type { TickKind } from './plot.tsx';

/** Loaded after the first figures are on the screen. */
const Plot = lazyPart(async () => {
  await new Promise<void>(whenIdle);
  return (await import('./plot.tsx')).Plot;
});
/** px */
const PLOT_HEIGHT = { roomy: 132, compact: 44 } as const;

/** Compact layout for narrow windows: small charts without axis marks, so that all five fit. */
const COMPACT = '(max-width: 619px)';

const useStyles = makeStyles({
  charts: { display: 'flex', flexDirection: 'column', gap: '12px', minWidth: 0 },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', minHeight: '32px' },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  grid: {
    display: 'grid',
    gap: '12px',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    [`@media ${COMPACT}`]: { gap: '8px' },
  },
  card: { [`@media ${COMPACT}`]: { padding: '10px 12px' } },
  wide: { gridColumn: '1 / -1' },
  last: {
    '& canvas': { opacity: 0.55 },
    '& [data-figure]': { color: tokens.colorNeutralForeground3 },
    // Whoever forces colors needs the contrast; the heading says that these are past.
    '@media (forced-colors: active)': { '& canvas': { opacity: 1 } },
  },
});

const NO_EVENTS: readonly HomeEvent[] = [];
const NO_SAMPLES: readonly Sample[] = [];

interface ChartDefinition {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly format: (value: number | null | undefined) => string;
  readonly wide?: true;
  readonly ticks?: TickKind;
  readonly isLog?: true;
  readonly limit?: (status: Status) => number;
}

const CHARTS: readonly ChartDefinition[] = [
  {
    title: 'CPU',
    lines: [{ name: 'CPU', value: ({ cpu }) => cpu }],
    format: (value) => formatPercent(value ?? undefined),
  },
  {
    title: 'Memory',
    lines: [{ name: 'Memory', value: ({ rss }) => rss }],
    format: formatByteSize,
    ticks: 'megabytes',
  },
  {
    title: 'Connections',
    lines: [{ name: 'Connections', value: ({ connections }) => connections }],
    format: (value) => formatCount(value ?? undefined),
    ticks: 'whole',
    limit: ({ connections }) => connections.max,
  },
  {
    title: 'Queries/s',
    lines: [{ name: 'Queries/s', value: ({ queriesPerSecond }) => queriesPerSecond }],
    format: formatDecimal,
  },
  {
    title: 'Answer time',
    lines: [
      { name: 'p50', value: ({ latencyP50 }) => latencyP50 },
      { name: 'p99', value: ({ latencyP99 }) => latencyP99 },
    ],
    format: formatMilliseconds,
    wide: true,
    // Both can be read, also where the slowest take a hundred times as long.
    isLog: true,
  },
];

const SPAN_LABELS: Readonly<Record<Resolution, string>> = {
  seconds: '5 min',
  tenSeconds: '1 h',
  minutes: '24 h',
};
const SPAN_NAMES = ['seconds', 'tenSeconds', 'minutes'] as const;

/** The shortest time range that still shows what was measured last: what a listener saved may be a day old. */
function shortestSpanSince(lastAt: number | undefined, now: number): Resolution {
  const shows = (span: Resolution): boolean =>
    lastAt === undefined || now - lastAt < (RESOLUTIONS[span].everyMs * RESOLUTIONS[span].kept) / 2;
  return SPAN_NAMES.find(shows) ?? 'minutes';
}

/** Charts of the listener's metrics; of one that ended what was seen last stays, with its time. */
export function Charts() {
  const styles = useStyles();
  const snapshot = useSnapshot();
  const isRunning = snapshot?.status !== undefined;
  const hasEnded = snapshot !== undefined && !isRunning;
  const last = useLastSample(hasEnded);
  const [chosen, setChosen] = useState<Resolution>();
  const span =
    chosen ?? (isRunning || last?.isSeen === true ? 'seconds' : shortestSpanSince(last?.at, Date.now()));
  return (
    <div className={mergeClasses(styles.charts, hasEnded && styles.last)}>
      <div className={styles.head}>
        <h3 className={styles.title}>
          {hasEnded && last !== undefined ? `Activity until ${formatClock(last.at)}` : 'Activity'}
        </h3>
        <TabList
          size="small"
          aria-label="Time range"
          appearance="subtle-circular"
          selectedValue={span}
          onTabSelect={(_, { value }) => setChosen(value as Resolution)}
        >
          {SPAN_NAMES.map((name) => (
            <Tab key={name} value={name}>
              {SPAN_LABELS[name]}
            </Tab>
          ))}
        </TabList>
      </div>
      {isRunning || (hasEnded && last !== undefined) ? (
        // A new process has what the one before saved.
        <ChartGrid key={`${snapshot.status?.pid} ${span}`} span={span} />
      ) : (
        <Card label="No metrics">
          <EmptyState icon={<DataLine20Regular />} title="No metrics">
            {snapshot === undefined
              ? 'They return when the panel reconnects.'
              : snapshot.state === 'stopped' || snapshot.state === 'failed'
                ? 'Start the listener to see its CPU, memory, connections and answer times.'
                : 'They appear as soon as the listener responds.'}
          </EmptyState>
        </Card>
      )}
    </div>
  );
}

/** When the last sample of a listener that ended was measured: as seen by this page, else as the listener saved it. */
function useLastSample(hasEnded: boolean): { readonly at: number; readonly isSeen: boolean } | undefined {
  const seen = useLive(({ samples }) => (hasEnded && samples.length > 1 ? samples.at(-1)?.at : undefined));
  const isAsked = hasEnded && seen === undefined;
  const saved = usePolled('history', { span: 'minutes' }, isAsked ? 0 : undefined).value?.samples.at(-1)?.at;
  const at = seen ?? saved;
  return at === undefined ? undefined : { at, isSeen: seen !== undefined };
}

function ChartGrid({ span }: { readonly span: Resolution }) {
  const styles = useStyles();
  const live = useLive(({ samples }) => samples);
  const status = useSnapshot()?.status;
  const compact = useMedia(COMPACT);
  const { value } = usePolled('history', { span }, span === 'seconds' ? 0 : RESOLUTIONS[span].everyMs);
  const events = useHomeEvents();
  const marks = useNow((now) => marksOf(events ?? NO_EVENTS, span, now));
  const history = value?.samples ?? NO_SAMPLES;
  const samples = useMemo(
    () => (span === 'seconds' ? mergeSamples(history, live) : history),
    [span, history, live],
  );
  return (
    <div className={styles.grid} data-from={samples[0]?.at} data-gaps={countGaps(samples, span)}>
      {CHARTS.map(({ title, lines, format, wide, ticks, isLog, limit }) => (
        <Card key={title} label={title} className={mergeClasses(styles.card, wide === true && styles.wide)}>
          <Chart
            title={title}
            lines={lines}
            format={format}
            samples={samples}
            span={span}
            ticks={ticks ?? 'any'}
            isLog={isLog === true}
            limit={status && limit?.(status)}
            compact={compact}
            marks={marks}
          />
        </Card>
      ))}
    </div>
  );
}

const useChartStyles = makeStyles({
  head: { display: 'flex', alignItems: 'baseline', gap: '12px', minHeight: '28px', flexWrap: 'wrap' },
  title: { color: tokens.colorNeutralForeground2, marginRight: 'auto' },
  when: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  value: { fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold, whiteSpace: 'nowrap' },
  name: {
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground2,
    marginRight: '5px',
  },
  plot: { marginTop: '6px' },
  swatch: {
    display: 'inline-block',
    width: '10px',
    height: '3px',
    borderRadius: '2px',
    marginRight: '5px',
    verticalAlign: 'middle',
  },
});

/** Line colors, by position. */
const LINE_COLORS = [tokens.colorBrandStroke1, tokens.colorPaletteBerryBorderActive] as const;

/** One chart with its current value, or the value under the pointer. */
function Chart(props: {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly format: (value: number | null | undefined) => string;
  readonly samples: readonly Sample[];
  readonly span: Resolution;
  readonly ticks: TickKind;
  readonly isLog: boolean;
  readonly limit: number | undefined;
  readonly compact: boolean;
  readonly marks: readonly Mark[];
}) {
  const styles = useChartStyles();
  const { title, lines, format, samples, span, ticks, isLog, limit, compact, marks } = props;
  const height = compact ? PLOT_HEIGHT.compact : PLOT_HEIGHT.roomy;
  const [hoveredIndex, setHoveredIndex] = useState<number>();
  const columns = useMemo(() => toColumns(samples, lines, span), [samples, lines, span]);
  const largest = useMemo(() => largestOf(columns), [columns]);
  const at = hoveredIndex === undefined ? undefined : columns[0][hoveredIndex];
  const mark = at === undefined ? undefined : nearestMark(marks, at * 1_000, span);
  return (
    <>
      <div className={styles.head}>
        <span className={styles.title}>{title}</span>
        {at === undefined && largest !== undefined && !compact && (
          <span className={styles.when} data-largest={title}>
            max {format(largest)}
          </span>
        )}
        {at !== undefined && <span className={styles.when}>{formatClock(at * 1_000)}</span>}
        {mark !== undefined && <span className={styles.when}>{mark.label}</span>}
        {lines.map((line, place) => (
          <span key={line.name} className={styles.value} data-figure={line.name}>
            {lines.length > 1 && (
              <span className={styles.name}>
                <span className={styles.swatch} style={{ backgroundColor: LINE_COLORS[place] }} />
                {line.name}
              </span>
            )}
            {at === undefined || hoveredIndex === undefined ? (
              <Current line={line} format={format} />
            ) : (
              format(columns[place + 1]?.[hoveredIndex])
            )}
          </span>
        ))}
      </div>
      <div className={styles.plot} style={{ height }}>
        <Suspense>
          <Plot
            columns={columns}
            format={format}
            onHover={setHoveredIndex}
            label={title}
            span={span}
            ticks={ticks}
            isLog={isLog}
            limit={limit}
            compact={compact}
            height={height}
            marks={marks}
          />
        </Suspense>
      </div>
    </>
  );
}

/** The current value of a line. */
function Current({ line, format }: { readonly line: Line; readonly format: ChartDefinition['format'] }) {
  return useLive(({ sample }) => format(sample && line.value(sample)));
}

/** The event at the pointer: within a hundredth of the range. */
function nearestMark(marks: readonly Mark[], at: number, span: Resolution): Mark | undefined {
  const { everyMs, kept } = RESOLUTIONS[span];
  return marks.find((mark) => Math.abs(mark.at - at) <= (everyMs * kept) / 100);
}
