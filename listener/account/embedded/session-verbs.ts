import type { Executed, QmUser } from '../account.ts';
import type { QmText } from '../text.ts';
import { dateConversion, dateToText, dayNumber } from './date-conversion.ts';
import { formatOf } from './format.ts';
import type { Field, FieldSource } from './query.ts';
import type { StoredRecord } from './record-folder.ts';
import { columnReport } from './reports.ts';
import type { CommandVerb } from './statement-parser.ts';
import { StatementError } from './tokenizer.ts';

/** The data that verbs without a file can use. */
export interface Session {
  readonly account: string;
  readonly user: QmUser;
  /** The operating system's name of the user. */
  readonly login: string;
  readonly now: Date;
  readonly files: readonly string[];
}

/** Runs a verb that needs no file; the output formats are QM's (docs/qmclient.md §7). */
export function runCommand(verb: CommandVerb, words: readonly QmText[], session: Session): Executed {
  switch (verb) {
    case 'WHO':
      return done(`${session.user.userNo} ${session.account}`);
    case 'TIME':
      return done(`${clock(session.now)} ${dateText(todayOf(session.now))}`);
    case 'DATE':
      return done(longDate(words[0], session.now));
    case 'LISTU':
      return done(userList(session));
    case 'LIST.READU':
      return done('There are no active file, read or update locks held by any user');
    case 'LISTF':
      return fileList(words, session.files);
  }
}

/** QM's day number of a local date. */
export function todayOf(now: Date): number {
  return dayNumber(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

/** A login time as LISTU prints it: `23 Nov 05:06`. */
export function sinceText(moment: Date): string {
  const month = dateText(todayOf(moment)).slice(3, 6);
  return `${two(moment.getDate())} ${month.charAt(0)}${month.slice(1).toLowerCase()} ${clock(moment).slice(0, 5)}`;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const MONTHS = 'January February March April May June July August September October November December';

/** `Monday, 23 November 2026  03:31pm`; a day given by its number is printed without the time. */
function longDate(word: QmText | undefined, now: Date): QmText {
  if (word !== undefined && !/^-?\d{1,7}$/.test(word)) throw new StatementError('Invalid date format');
  const number = word === undefined ? todayOf(now) : Number(word);
  const [day, , year] = dateText(number).split(' ');
  const month = MONTHS.split(' ').find((name) => name.toUpperCase().startsWith(dateText(number).slice(3, 6)));
  // Day 0 was a Sunday.
  const weekday = WEEKDAYS[((number % 7) + 7) % 7];
  const half = now.getHours() < 12 ? 'am' : 'pm';
  const time = `  ${two(now.getHours() % 12 || 12)}:${two(now.getMinutes())}${half}`;
  return `${weekday}, ${day} ${month} ${year}${word === undefined ? time : ''}`;
}

function userList({ user, login }: Session): QmText {
  const row =
    `*${String(user.userNo).padStart(5)}  ${String(user.pid).padEnd(13)}${String(user.parent ?? '').padStart(4)}` +
    `  ${user.since}  ${user.origin} : ${login}`;
  return `  User  Pid          Puid  Login time    Origin : Username\n${row}`;
}

/** The files of the account, in the layout in which QM lists those of its VOC. */
function fileList(names: readonly QmText[], files: readonly string[]): Executed {
  const records = files
    .filter((name) => names.length === 0 || names.includes(name))
    .map((name): StoredRecord => ({ id: name, text: '', fields: ['Dir', 'F', name, `${name}.DIC`] }));
  const report = columnReport(
    {
      verb: 'SORT',
      file: 'VOC',
      ofDictionary: false,
      sentence: 'Files referenced by the VOC',
      ids: [],
      columns: FILE_COLUMNS,
      selection: undefined,
      sort: [],
      sample: undefined,
      layout: { kind: 'columns', doubleSpaced: false, paged: true },
      suppress: { heading: false, columnHeadings: false, count: false },
    },
    records,
    `${records.length} record(s) listed`,
  );
  const missing = names.filter((name) => !files.includes(name)).map((name) => `'${name}' not found`);
  return { output: [...report, ...missing].join('\n'), status: 0 };
}

const FILE_COLUMNS: readonly Field[] = [
  listColumn('File name', '12L', { kind: 'id' }),
  listColumn('FType', '8L', { kind: 'attribute', number: 1 }),
  listColumn('Description', '19T', { kind: 'attribute', number: 2 }),
  listColumn('DATA Pathname', '18L', { kind: 'attribute', number: 3 }),
  listColumn('DICT Pathname', '18L', { kind: 'attribute', number: 4 }),
];

function listColumn(heading: string, format: string, source: FieldSource): Field {
  return {
    name: heading,
    source,
    conversion: undefined,
    heading,
    format: formatOf(format),
    multivalued: false,
  };
}

function dateText(day: number): string {
  const conversion = dateConversion('D4');
  return conversion === undefined ? '' : dateToText(String(day), conversion);
}

function clock(moment: Date): string {
  return [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(':');
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function done(output: QmText): Executed {
  return { output, status: 0 };
}
