import { Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { ANY_TIME, parseTime, type TimeChoice, toLogTime } from './log-filter.ts';

const useStyles = makeStyles({
  range: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '6px 8px' },
  kind: { minWidth: '128px', width: '128px' },
  time: { width: '168px' },
  problem: {
    color: tokens.colorPaletteRedForeground1,
    fontSize: tokens.fontSizeBase200,
    ':empty': { display: 'none' },
  },
});

const MINUTE_MS = 60_000;
const SPANS = [
  ['Last 15 min', 15 * MINUTE_MS],
  ['Last hour', 60 * MINUTE_MS],
  ['Last 24 hours', 24 * 60 * MINUTE_MS],
] as const;
const RANGE = 'range';

/** Chooses the time of the lines that are shown: a span before now, or a range as the log writes times. */
export function TimeRange({
  time,
  onTime,
}: {
  readonly time: TimeChoice;
  readonly onTime: (time: TimeChoice) => void;
}) {
  const styles = useStyles();
  const [kind, setKind] = useState('');
  const isAny = time.since === '' && time.until === '';
  const choose = (value: string): void => {
    setKind(value);
    const span = SPANS.find(([label]) => label === value);
    if (span !== undefined) onTime({ since: toLogTime(Date.now() - span[1]), until: '' });
    else if (value !== RANGE) onTime(ANY_TIME);
  };
  return (
    <span className={styles.range}>
      <Select
        className={styles.kind}
        size="small"
        aria-label="Time of the lines"
        // Whoever removes all filters removes this too.
        value={isAny && kind !== RANGE ? '' : kind}
        onChange={(_, { value }) => choose(value)}
      >
        <option value="">Any time</option>
        {SPANS.map(([label]) => (
          <option key={label} value={label}>
            {label}
          </option>
        ))}
        <option value={RANGE}>From … to …</option>
      </Select>
      {kind === RANGE && <RangeInputs time={time} onTime={onTime} />}
    </span>
  );
}

function RangeInputs({
  time,
  onTime,
}: {
  readonly time: TimeChoice;
  readonly onTime: (time: TimeChoice) => void;
}) {
  const styles = useStyles();
  const problemId = useId();
  const isValid = (text: string): boolean =>
    text.trim() === '' || parseTime(text, 'start', Date.now()) !== undefined;
  const input = (side: 'since' | 'until', label: string) => (
    <Input
      className={styles.time}
      size="small"
      aria-label={label}
      placeholder={side === 'since' ? 'from 2026-11-23 05:06' : 'to 05:06:07'}
      aria-invalid={!isValid(time[side])}
      aria-describedby={problemId}
      value={time[side]}
      maxLength={30}
      onChange={(_, { value }) => onTime({ ...time, [side]: value })}
    />
  );
  return (
    <>
      {input('since', 'From time')}
      {input('until', 'To time')}
      <span id={problemId} role="status" className={styles.problem}>
        {isValid(time.since) && isValid(time.until)
          ? ''
          : 'Enter a time as in the log: 2026-11-23 05:06:07, or 05:06 for today.'}
      </span>
    </>
  );
}
