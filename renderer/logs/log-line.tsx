import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type CSSProperties, Fragment, memo, type ReactNode } from 'react';
import { splitEventLine, splitGatewayLine } from '../../contract/log-line.ts';
import {
  LOG_FIELDS,
  type LogField,
  type LogName,
  type LogPattern,
  type LogRow,
} from '../../contract/panel-logs.ts';
import { fieldsIn } from './log-filter.ts';
import { ROW_HEIGHT } from './use-line-window.ts';

const useStyles = makeStyles({
  line: {
    position: 'absolute',
    top: 0,
    left: 0,
    minWidth: '100%',
    boxSizing: 'border-box',
    padding: '0 14px 0 11px',
    borderLeft: '3px solid transparent',
    whiteSpace: 'pre',
    minHeight: `${ROW_HEIGHT}px`,
    // High-contrast mode shows transparent borders too.
    '@media (forced-colors: active)': { borderLeftColor: 'Canvas' },
  },
  wrapped: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', width: '100%' },
  time: { color: tokens.colorNeutralForeground3 },
  component: { color: tokens.colorBrandForeground1 },
  level: { fontWeight: 600 },
  error: {
    borderLeftColor: tokens.colorPaletteRedBorder2,
    backgroundColor: tokens.colorPaletteRedBackground1,
    '@media (forced-colors: active)': { borderLeftColor: 'CanvasText' },
  },
  warn: {
    borderLeftColor: tokens.colorPaletteMarigoldBorder2,
    '@media (forced-colors: active)': { borderLeftColor: 'CanvasText' },
  },
  errorColor: { color: tokens.colorPaletteRedForeground1 },
  warnColor: { color: tokens.colorPaletteDarkOrangeForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
  found: { backgroundColor: tokens.colorNeutralBackground1Selected },
  current: { outline: `2px solid ${tokens.colorBrandStroke1}`, outlineOffset: '-2px' },
  hit: {
    backgroundColor: tokens.colorPaletteYellowBackground2,
    color: tokens.colorNeutralForeground1,
    borderRadius: '2px',
  },
  waiting: { color: tokens.colorNeutralForeground4 },
  field: { cursor: 'pointer', ':hover': { textDecorationLine: 'underline' } },
});

interface LineProps {
  readonly log: LogName;
  /** Undefined until it has been loaded. */
  readonly row: LogRow | undefined;
  readonly number: number;
  /** Offset from the first row, px. */
  readonly top: number;
  readonly wrap: boolean;
  /** In narrow windows: the time without its date. */
  readonly compact: boolean;
  readonly isCurrent: boolean;
  readonly isMatch: boolean;
  readonly pattern: LogPattern | undefined;
}

/** One log line with its parts highlighted. Memoized. */
export const Line = memo(function Line(props: LineProps) {
  const styles = useStyles();
  const { row, number, top, wrap, isCurrent, isMatch } = props;
  return (
    <div
      data-row={number}
      data-level={row?.level ?? undefined}
      aria-current={isCurrent ? 'true' : undefined}
      className={mergeClasses(
        styles.line,
        wrap && styles.wrapped,
        row?.level === 'error' && styles.error,
        row?.level === 'warn' && styles.warn,
        isMatch && styles.found,
        isCurrent && styles.current,
      )}
      style={positionStyle(top)}
    >
      {row === undefined ? <span className={styles.waiting}>…</span> : <LineContent {...props} row={row} />}
    </div>
  );
});

function LineContent({ log, row, compact, pattern }: LineProps & { readonly row: LogRow }) {
  const styles = useStyles();
  const { time, level, component, text } = parseLine(log, row.text);
  const color =
    row.level === 'error' ? styles.errorColor : row.level === 'warn' ? styles.warnColor : styles.quiet;
  return (
    <>
      {time !== '' && <span className={styles.time}>{compact ? time.slice(11, 19) : time} </span>}
      {level !== '' && <span className={mergeClasses(styles.level, color)}>{level.padEnd(5)} </span>}
      {component !== '' && (
        <span className={styles.component}>
          <FieldText field={{ name: 'event', value: component }}>{component}</FieldText>
          {' '.repeat(Math.max((compact ? 0 : 7) - component.length, 0) + 1)}
        </span>
      )}
      <Text {...{ log, text, pattern }} />
    </>
  );
}

/** The text with its clients and sessions, each of which can be clicked, and marks where it matches the pattern. */
function Text({ log, text, pattern }: Pick<LineProps, 'log' | 'pattern'> & { readonly text: string }) {
  const isMarked = pattern !== undefined && !pattern.regex;
  const pieces = isMarked ? splitMatches(text, pattern.text, pattern.matchCase) : undefined;
  const marked = (from: number, to: number): ReactNode =>
    pieces === undefined ? text.slice(from, to) : <Marked key={from} {...{ pieces, from, to }} />;
  const fields = log === 'como' ? [] : fieldsIn(text);
  const ends = [0, ...fields.map(({ to }) => to)];
  return (
    <>
      {fields.map(({ field, from, to }, place) => (
        <Fragment key={from}>
          {marked(ends[place] ?? 0, from)}
          <FieldText field={field}>{marked(from, to)}</FieldText>
        </Fragment>
      ))}
      {marked(ends.at(-1) ?? 0, text.length)}
    </>
  );
}

/** A part of a text, with what matches in it. */
function Marked(props: {
  readonly pieces: ReturnType<typeof splitMatches>;
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}) {
  const styles = useStyles();
  const { pieces, from, to } = props;
  return pieces.map(({ at, text, isMatch }) => {
    const shown = text.slice(Math.max(from - at, 0), Math.max(to - at, 0));
    if (shown === '' || !isMatch) return shown;
    return (
      <mark key={at} className={styles.hit}>
        {shown}
      </mark>
    );
  });
}

/** A part that the lines handle a click on. It is no control: a log has thousands, and the search does the same. */
function FieldText({ field, children }: { readonly field: LogField; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <span
      className={styles.field}
      data-field={field.name}
      data-value={field.value}
      title={`Show only lines of this ${field.name}`}
    >
      {children}
    </span>
  );
}

/** The field that a click on a line means; undefined if it is on none. */
export function clickedField(target: EventTarget): LogField | undefined {
  const part = target instanceof Element ? target.closest<HTMLElement>('[data-field]') : null;
  const name = LOG_FIELDS.find((each) => each === part?.dataset.field);
  const value = part?.dataset.value;
  return name === undefined || value === undefined || value === '' ? undefined : { name, value };
}

function positionStyle(top: number): CSSProperties {
  return { transform: `translateY(${top}px)` };
}

/** The parts of a log line; lines in another format are all `text`. */
interface ParsedLine {
  readonly time: string;
  readonly level: string;
  readonly component: string;
  readonly text: string;
}

export function parseLine(log: LogName, line: string): ParsedLine {
  if (log === 'events') {
    const event = splitEventLine(line);
    if (event !== undefined) {
      const { stamp, level, component, text } = event;
      return { time: stamp, level: level.toUpperCase(), component, text };
    }
  }
  if (log === 'gateway') {
    const parts = splitGatewayLine(line);
    if (parts !== undefined)
      return { time: parts.stamp, level: '', component: parts.event, text: parts.text };
  }
  return { time: '', level: '', component: '', text: line };
}

/** Splits a text at a plain-text search match so that it can be marked. Regular expressions are matched elsewhere. */
export function splitMatches(
  text: string,
  query: string,
  matchCase: boolean,
): readonly { readonly at: number; readonly text: string; readonly isMatch: boolean }[] {
  const haystack = matchCase ? text : text.toLowerCase();
  const needle = matchCase ? query : query.toLowerCase();
  // If lower-casing changes the length, positions do not correspond and nothing is marked.
  if (needle === '' || haystack.length !== text.length) return [{ at: 0, text, isMatch: false }];
  const pieces = [];
  let from = 0;
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, from)) {
    if (at > from) pieces.push({ at: from, text: text.slice(from, at), isMatch: false });
    pieces.push({ at, text: text.slice(at, at + needle.length), isMatch: true });
    from = at + needle.length;
  }
  if (from < text.length || pieces.length === 0)
    pieces.push({ at: from, text: text.slice(from), isMatch: false });
  return pieces;
}
