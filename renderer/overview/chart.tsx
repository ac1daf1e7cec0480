import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Resolution, Sample } from '../../contract/samples.ts';
import { formatClock } from '../format/times.ts';
import { Plot, type TickKind } from './plot.tsx';
import { type Line, toColumns } from './series.ts';

const useStyles = makeStyles({
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
  swatch: {
    display: 'inline-block',
    width: '10px',
    height: '3px',
    borderRadius: '2px',
    marginRight: '5px',
    verticalAlign: 'middle',
  },
});

/** Colours of the lines, by place. */
const LINE_COLORS = [tokens.colorBrandStroke1, tokens.colorPaletteBerryBorderActive] as const;

/** One figure over time: what it is now in large, or under the pointer. */
export function Chart(props: {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly format: (value: number | null | undefined) => string;
  readonly samples: readonly Sample[];
  readonly span: Resolution;
  /** The figures of this second; undefined where none are true now. */
  readonly current: Sample | undefined;
  readonly ticks: TickKind;
  readonly compact: boolean;
}) {
  const styles = useStyles();
  const { title, lines, format, samples, span, current, ticks, compact } = props;
  const [hoveredIndex, setHoveredIndex] = useState<number>();
  const columns = toColumns(samples, lines, span);
  const at = hoveredIndex === undefined ? undefined : columns[0][hoveredIndex];
  const displayedValue = (line: Line, place: number) =>
    at === undefined || hoveredIndex === undefined
      ? current && line.value(current)
      : columns[place + 1]?.[hoveredIndex];
  return (
    <>
      <div className={styles.head}>
        <span className={styles.title}>{title}</span>
        {at !== undefined && <span className={styles.when}>{formatClock(at * 1_000)}</span>}
        {lines.map((line, place) => (
          <span key={line.name} className={styles.value} data-figure={line.name}>
            {lines.length > 1 && (
              <span className={styles.name}>
                <span className={styles.swatch} style={{ backgroundColor: LINE_COLORS[place] }} />
                {line.name}
              </span>
            )}
            {format(displayedValue(line, place))}
          </span>
        ))}
      </div>
      <Plot
        columns={columns}
        format={format}
        onHover={setHoveredIndex}
        label={title}
        span={span}
        ticks={ticks}
        compact={compact}
      />
    </>
  );
}
