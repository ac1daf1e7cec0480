import { makeStyles, mergeClasses, Tab, TabList, tokens } from '@fluentui/react-components';
import { DataLine20Regular } from '@fluentui/react-icons/svg/data-line';
import { useState } from 'react';
import { RESOLUTIONS, type Resolution, type Sample } from '../../contract/samples.ts';
import { useLive } from '../client/panel-context.ts';
import { usePolled } from '../client/use-polled.ts';
import { bytes, count, decimal, milliseconds, percent } from '../format/figures.ts';
import { useMedia } from '../hooks.ts';
import { Card } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Chart } from './chart.tsx';
import type { Marks } from './plot.tsx';
import { joined, type Line } from './series.ts';

/** Little room, as beside the tray: small lines without marks, so that all five are seen at once. */
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
});

interface ChartOf {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly format: (value: number | null | undefined) => string;
  readonly wide?: true;
  readonly marks?: Marks;
}

const CHARTS: readonly ChartOf[] = [
  {
    title: 'CPU',
    lines: [{ name: 'CPU', of: ({ cpu }) => cpu }],
    format: (value) => percent(value ?? undefined),
  },
  { title: 'Memory', lines: [{ name: 'Memory', of: ({ rss }) => rss }], format: bytes, marks: 'megabytes' },
  {
    title: 'Connections',
    lines: [{ name: 'Connections', of: ({ connections }) => connections }],
    format: (value) => count(value ?? undefined),
    marks: 'whole',
  },
  {
    title: 'Queries/s',
    lines: [{ name: 'Queries/s', of: ({ queriesPerSecond }) => queriesPerSecond }],
    format: decimal,
  },
  {
    title: 'Answer time',
    lines: [
      { name: 'p50', of: ({ latencyP50 }) => latencyP50 },
      { name: 'p99', of: ({ latencyP99 }) => latencyP99 },
    ],
    format: milliseconds,
    wide: true,
  },
];

const SPAN_WORDS: Readonly<Record<Resolution, string>> = {
  seconds: '5 min',
  tenSeconds: '1 h',
  minutes: '24 h',
};
const SPAN_NAMES = ['seconds', 'tenSeconds', 'minutes'] as const;

/** The listener's own figures over time. */
export function Charts() {
  const styles = useStyles();
  const [span, setSpan] = useState<Resolution>('seconds');
  const { snapshot } = useLive();
  return (
    <div className={styles.charts}>
      <div className={styles.head}>
        <h3 className={styles.title}>Activity</h3>
        <TabList
          size="small"
          aria-label="Time span"
          appearance="subtle-circular"
          selectedValue={span}
          onTabSelect={(_, { value }) => setSpan(value as Resolution)}
        >
          {SPAN_NAMES.map((name) => (
            <Tab key={name} value={name}>
              {SPAN_WORDS[name]}
            </Tab>
          ))}
        </TabList>
      </div>
      {snapshot?.status === undefined ? (
        <Card label="No figures">
          <EmptyState icon={<DataLine20Regular />} title="No figures now">
            {snapshot === undefined
              ? 'They come back with the connection.'
              : snapshot.state === 'stopped' || snapshot.state === 'failed'
                ? 'The listener measures itself while it runs. Start it to see its processor time, memory, connections and answer times here.'
                : 'The listener measures itself; as soon as it answers, its figures are here.'}
          </EmptyState>
        </Card>
      ) : (
        // Another process has another history.
        <Figures key={`${snapshot.status.pid} ${span}`} span={span} />
      )}
    </div>
  );
}

function Figures({ span }: { readonly span: Resolution }) {
  const styles = useStyles();
  const { samples: live, sample } = useLive();
  const compact = useMedia(COMPACT);
  const { value } = usePolled('history', { span }, span === 'seconds' ? 0 : RESOLUTIONS[span].everyMs);
  const history = value?.samples ?? [];
  const samples: readonly Sample[] = span === 'seconds' ? joined(history, live) : history;
  return (
    <div className={styles.grid}>
      {CHARTS.map(({ title, lines, format, wide, marks }) => (
        <Card key={title} label={title} className={mergeClasses(styles.card, wide === true && styles.wide)}>
          <Chart
            title={title}
            lines={lines}
            format={format}
            samples={samples}
            span={span}
            now={sample}
            marks={marks ?? 'any'}
            compact={compact}
          />
        </Card>
      ))}
    </div>
  );
}
