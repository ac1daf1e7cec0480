import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import type { Query } from '../meaning/query.ts';
import { nearestTo } from '../periods/period-near.ts';
import type { Measure } from '../table/subject-table.ts';
import { formatDate, formatList, formatTime, MAX_SPOKEN } from '../words/format-values.ts';
import type { Told } from './items.ts';
import { periodOf } from './scope.ts';
import { changeBeginning, tellBounded, trendBeginning } from './telling-bounded.ts';
import { meanOf, tellBesideUsual } from './telling-usual.ts';
import { noFurther } from './told-records.ts';

/** Answers about what is measured again and again. */

/** @param all newest first */
export function answerMeasures(query: Query, all: readonly Row[]): Told {
  const { subject, measures, operation } = query;
  const rows = nearDay(query, all);
  const wanted = measures.length > 0 ? measures : subject.measures.filter(({ detail }) => !detail);
  const [only] = measures;
  if (measures.length === 1 && only !== undefined)
    return answerReading(
      query,
      only,
      rows.filter((row) => readingOf(only, row) !== ''),
    );
  if (measures.length === 0 && (query.over ?? query.under) !== undefined) return tellUnnamed(query, all);
  if (operation === 'count' || operation === 'times') {
    const { length } = rows;
    const noun = length === 1 ? `is one ${subject.noun[0]}` : `are ${length} ${subject.noun[1]}`;
    return {
      text: `There ${length === 0 ? `are no ${subject.noun[1]}` : noun}${periodOf(query)}.`,
      rows: [],
      count: length,
    };
  }
  if (operation !== 'list' && operation !== 'when' && operation !== 'exists' && operation !== 'trend') {
    return {
      text: `Please ask for one of them: ${formatList(subject.measures.map(({ label }) => label))}.`,
      rows: [],
      count: 0,
      asksBack: true,
    };
  }
  if (operation === 'trend') {
    const told = wanted
      .map((measure) =>
        trendOf(
          measure,
          rows.filter((row) => readingOf(measure, row) !== ''),
          query,
        ),
      )
      .filter((text) => text !== undefined);
    return told.length === 0 ? none(query, 'such') : { text: told.join(' '), rows, count: rows.length };
  }
  return latest(query, wanted, rows);
}

/** Of "a year ago" the nearest measurement comes first; of what has changed since, it is the first one. */
function nearDay({ period, operation, measures, subject }: Query, rows: readonly Row[]): readonly Row[] {
  const near = period?.near;
  if (near === undefined) return rows;
  const dayOf = (row: Row) => textOf(row, subject.date ?? '');
  const of = rows.filter(
    (row) => measures.length === 0 || measures.some((one) => readingOf(one, row) !== ''),
  );
  const nearest = nearestTo(of, near, dayOf);
  if (nearest === undefined) return rows;
  if (operation === 'trend') return rows.filter((row) => dayOf(row) >= dayOf(nearest));
  return measures.length === 1 ? [nearest] : rows.filter((row) => dayOf(row) === dayOf(nearest));
}

/** Of a bound that names no measure: the only one whose readings lie on both sides of it, or all but reach it. */
function tellUnnamed(query: Query, rows: readonly Row[]): Told {
  const { subject } = query;
  const bound = query.over ?? query.under ?? 0;
  const fitting = subject.measures.filter(({ detail, fields }) => {
    const [field = ''] = fields;
    const values = rows.map((row) => Number(textOf(row, field).trim() || Number.NaN)).filter(Number.isFinite);
    const margin = bound * NEARLY;
    return !detail && Math.min(...values) - margin <= bound && bound <= Math.max(...values) + margin;
  });
  const [only, ...more] = fitting;
  if (only !== undefined && more.length === 0) return answerMeasures({ ...query, measures: [only] }, rows);
  return {
    text: `Please say of which measurement: ${formatList(subject.measures.filter(({ detail }) => !detail).map(({ label }) => label))}.`,
    rows: [],
    count: 0,
    asksBack: true,
  };
}
const NEARLY = 0.02;

/** The latest value of each; one from another day says so. */
function latest(query: Query, wanted: readonly Measure[], rows: readonly Row[]): Told {
  const { date = '' } = query.subject;
  const found = wanted.flatMap((measure) => {
    const row = (query.order === 'first' ? [...rows].reverse() : rows).filter(
      (one) => readingOf(measure, one) !== '',
    )[query.skip];
    return row === undefined ? [] : [{ measure, row, day: textOf(row, date) }];
  });
  if (found.length === 0)
    return none(
      query,
      query.measures.length > 0 ? formatList(query.measures.map(({ label }) => label)) : 'such',
    );
  // Most of them are of one day; the others say theirs.
  const often = (day: string) => found.filter((one) => one.day === day).length;
  const newest =
    [...new Set(found.map(({ day }) => day))].sort((a, b) => often(b) - often(a) || (a < b ? 1 : -1))[0] ??
    '';
  const said = found.map(
    ({ measure, row, day }) =>
      `${measure.label} ${readingOf(measure, row)}${unit(measure)}${day === newest ? '' : ` on ${formatDate(day)}`}`,
  );
  // "The reading before last", of each measure its own.
  const which = query.skip === 1 && query.order === 'last' ? 'last but one' : whichOf(query);
  const missing = query.measures
    .filter((measure) => !found.some((one) => one.measure === measure))
    .map(({ label }) => `I have no ${label} measurement${periodOf(query)}.`);
  const used = [...new Set(found.map(({ row }) => row))];
  return {
    text: [
      `Your ${which} measurement${periodOf(query)}${query.period?.unit === 'day' ? '' : `, from ${formatDate(newest)}`}: ${said.join(', ')}.`,
      ...missing,
    ].join(' '),
    rows: used,
    count: used.length,
  };
}

function answerReading(query: Query, measure: Measure, all: readonly Row[]): Told {
  const isReckoned = query.operation === 'average' || query.operation === 'trend';
  // "The average of my last 3 readings".
  const rows = isReckoned && query.limit !== undefined ? all.slice(0, query.limit) : all;
  const { operation, order, period, subject, limit } = query;
  const { date = '' } = subject;
  const { label } = measure;
  const scope = periodOf(query);
  const day = (row: Row) => formatDate(textOf(row, date));
  const value = (row: Row) => `${readingOf(measure, row)}${unit(measure)}`;
  const [newest] = rows;
  const prefix = operation === 'exists' && query.yesNo;
  const isBounded = query.over !== undefined || query.under !== undefined;
  if ((operation === 'count' || operation === 'times') && !isBounded) {
    const number =
      rows.length === 1
        ? `is one ${label} measurement`
        : `are ${rows.length === 0 ? 'no' : rows.length} ${label} measurements`;
    return { text: `There ${number}${scope}.`, rows: [], count: rows.length };
  }
  // Whether it was over 100 no day without a measurement tells.
  if (newest === undefined)
    return prefix && !isBounded
      ? { ...none(query, label), text: `No. ${none(query, label).text}` }
      : none(query, label);
  if (query.besideUsual !== undefined)
    return tellBesideUsual(
      query.besideUsual,
      { subject, measure, unit: unit(measure) },
      [newest, ...rows.slice(1)],
      value,
    );
  if (operation === 'trend') {
    const text = trendOf(measure, rows, query);
    return text === undefined
      ? {
          text: `I have only one ${label} measurement${scope}: ${value(newest)} on ${day(newest)}.`,
          rows: [newest],
          count: 1,
        }
      : { text, rows, count: rows.length };
  }
  if (isBounded) return tellBounded(query, measure, rows, value);
  if (query.skip > 0) {
    const [field = ''] = measure.fields;
    const size = (row: Row) => Number(textOf(row, field));
    const ranked =
      order === 'max' || order === 'min'
        ? [...rows].sort((a, b) => (order === 'max' ? size(b) - size(a) : size(a) - size(b)))
        : order === 'first'
          ? [...rows].reverse()
          : rows;
    const at = ranked[query.skip];
    if (at === undefined) return noFurther(query);
    const which =
      order === 'max' || order === 'min'
        ? `The second ${order === 'max' ? 'highest' : 'lowest'} measurement`
        : query.skip === 1 && order === 'last'
          ? 'The measurement before the latest'
          : `The measurement ${order === 'first' ? 'after' : 'before'} that`;
    return { text: `${which}${scope}, from ${day(at)}: ${label} ${value(at)}.`, rows: [at], count: 1 };
  }
  if (operation === 'average') {
    const means = measure.fields.map((field) =>
      meanOf(rows.map((row) => Number(textOf(row, field))).filter(Number.isFinite)),
    );
    return {
      text: `Your average ${label}${scope} is ${means.join('/')}${unit(measure)}, over ${rows.length} measurement${rows.length === 1 ? '' : 's'}.`,
      rows,
      count: rows.length,
    };
  }
  if (order === 'max' || order === 'min') {
    const [field = ''] = measure.fields;
    const ranked = [...rows].sort(
      (a, b) => (order === 'max' ? -1 : 1) * (Number(textOf(a, field)) - Number(textOf(b, field))),
    );
    const [top = newest] = ranked;
    return {
      text: `Your ${order === 'max' ? 'highest' : 'lowest'} ${label}${scope} was ${value(top)}${period?.unit === 'day' ? '' : `, on ${day(top)}`}.`,
      rows: [top],
      count: 1,
    };
  }
  if (operation === 'when') {
    const at = order === 'first' ? (rows.at(-1) ?? newest) : newest;
    return {
      text: `Your ${label} was ${order === 'first' ? 'first' : 'last'} measured${scope}${period?.unit === 'day' ? '' : ` on ${day(at)}`}${timeOf(query, at)}: ${value(at)}.`,
      rows: [at],
      count: 1,
    };
  }
  const many =
    limit ??
    (order === 'recent' || (period !== undefined && period.unit !== 'day' && order === undefined)
      ? MAX_SPOKEN
      : period === undefined
        ? 1
        : order === undefined
          ? MAX_SPOKEN
          : 1);
  if (many === 1) {
    const at = order === 'first' ? (rows.at(-1) ?? newest) : newest;
    const which = whichOf(query);
    return {
      text: `${prefix ? 'Yes. ' : ''}Your ${which} measurement${scope}${period?.unit === 'day' ? '' : `, from ${day(at)}`}: ${label} ${value(at)}.`,
      rows: [at],
      count: 1,
    };
  }
  const shown = rows.slice(0, many);
  const more =
    limit === undefined && rows.length > shown.length ? [`${rows.length - shown.length} more`] : [];
  const at = (row: Row) => (period?.unit === 'day' ? '' : ` on ${day(row)}`);
  const items = [...shown.map((row) => `${value(row)}${at(row)}`), ...more];
  return {
    text: `${prefix ? 'Yes. ' : ''}Your ${label}${scope}: ${formatList(items)}.`,
    rows: limit === undefined ? rows : shown,
    count: limit === undefined ? rows.length : shown.length,
  };
}

/** ` at 9:10 PM`, where it is on record. */
function timeOf({ subject }: Query, row: Row): string {
  const time = subject.time === undefined ? '' : textOf(row, subject.time).trim();
  return time === '' ? '' : ` at ${formatTime(time)}`;
}

function trendOf(measure: Measure, rows: readonly Row[], query: Query): string | undefined {
  const { date = '' } = query.subject;
  const [newest] = rows;
  const oldest = rows.at(-1);
  if (newest === undefined || oldest === undefined || rows.length < 2) return undefined;
  const changes = measure.fields.map(
    (field) => Math.round((Number(textOf(newest, field)) - Number(textOf(oldest, field))) * 10) / 10,
  );
  const [change = 0] = changes;
  const lead = changeBeginning(query, changes) ?? trendBeginning(query.way, changes);
  const from = `${readingOf(measure, oldest)}${unit(measure)} on ${formatDate(textOf(oldest, date))}`;
  const to = `${readingOf(measure, newest)}${unit(measure)} on ${formatDate(textOf(newest, date))}`;
  const scope = periodOf(query);
  if (change === 0) return `${lead}Your ${measure.label}${scope} is unchanged: ${from} and ${to}.`;
  const size =
    measure.fields.length > 1 ? '' : `, ${Math.abs(change)}${unit(measure)} ${change < 0 ? 'less' : 'more'}`;
  return `${lead}Your ${measure.label}${scope} went ${change < 0 ? 'down' : 'up'} from ${from} to ${to}${size}, over ${rows.length} measurements.`;
}

/** `122/79`; empty where a part of it was not measured. */
function readingOf({ fields }: Measure, row: Row): string {
  const values = fields.map((field) => textOf(row, field).trim());
  return values.includes('') ? '' : values.join('/');
}

function unit({ unit: text }: Measure): string {
  return text === '' ? '' : ` ${text}`;
}

function whichOf({ order, period }: Query): string {
  return period?.near === undefined ? (order === 'first' ? 'first' : 'latest') : 'nearest';
}

function none(query: Query, label: string): Told {
  const whose = query.person === undefined ? '' : ` of ${query.person.name}`;
  return { text: `I have no ${label} measurement${whose}${periodOf(query)} on record.`, rows: [], count: 0 };
}
