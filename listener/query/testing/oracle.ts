import type { CorpusQuestion, Truth } from './corpus.ts';

/** Right answers, computed from the fixture's JSON alone: nothing of the engine is used here. */

type Value = string | readonly string[];
type FixtureRecord = Readonly<Record<string, Value>>;
export type Fixture = Readonly<Record<string, Readonly<Record<string, FixtureRecord>>>>;

/** The records of one or more load documents laid over each other, by file and id. */
export function fixtureOf(...documents: readonly unknown[]): Fixture {
  const files: Record<string, Record<string, FixtureRecord>> = {};
  for (const document of documents) {
    const { files: loaded } = document as {
      files: Record<string, { data?: Record<string, FixtureRecord> }>;
    };
    for (const [file, { data = {} }] of Object.entries(loaded)) files[file] = { ...files[file], ...data };
  }
  return files;
}

/** What the answer to a question must say, each of them. */
export function expectedSayings(question: Pick<CorpusQuestion, 'truth'>, fixture: Fixture): string[] {
  return question.truth.flatMap((truth) => [
    ...sayings(truth, fixture),
    ...(truth.than === undefined ? [] : sayings(otherOf(truth, truth.than), fixture)),
  ]);
}

/** Yes or No, where a truth is a comparison that one of them answers; else as the question's entry says. */
export function expectedBeginning(
  { begins, truth }: Pick<CorpusQuestion, 'truth' | 'begins'>,
  fixture: Fixture,
): string | undefined {
  const compared = truth.find(({ than }) => than?.asked !== undefined);
  if (compared?.than === undefined) return begins;
  const [one, other] = [compared, otherOf(compared, compared.than)].map((side) => numberOf(side, fixture));
  if (one === undefined || other === undefined) return begins;
  return (compared.than.asked === 'more' ? one > other : one < other) ? 'Yes' : 'No';
}

function otherOf(truth: Truth, { where, date }: NonNullable<Truth['than']>): Truth {
  return { ...truth, where: where ?? truth.where, date: date ?? truth.date };
}

function numberOf(truth: Truth, fixture: Fixture): number {
  const [said = ''] = sayings({ ...truth, as: 'plain' }, fixture);
  return Number(said);
}

function sayings(truth: Truth, fixture: Fixture): string[] {
  const file = fixture[truth.file];
  if (file === undefined) throw new Error(`the fixture has no file ${truth.file}`);
  const records = Object.values(file).filter((record) => fits(record, truth));
  const { field = '' } = truth;
  const numbers = records.map((record) => text(record[field])).filter((value) => value !== '');
  const say = (value: string) => spoken(value, truth.as);
  switch (truth.pick) {
    case 'list':
      if (numbers.length === 0) throw new Error(`the truth of ${truth.file} finds no ${field}`);
      return [...new Set(numbers.map(say))];
    case 'count':
      // One is said as a word.
      return [
        records.length === 1 ? 'one' : String(Math.round((10 * records.length) / (truth.per ?? 1)) / 10),
      ];
    case 'sum':
      return [
        say(
          (Math.round(Math.round(Number(sum(numbers, truth.sign)) * 100) / (truth.per ?? 1)) / 100).toFixed(
            2,
          ),
        ),
      ];
    case 'most': {
      const groups = new Map<string, string[]>();
      for (const record of records) {
        const name = text(record[truth.by[0] ?? '']);
        const group = /^\d{4}-\d{2}-\d{2}$/.test(name) ? name.slice(0, 7) : name;
        groups.set(group, [...(groups.get(group) ?? []), text(record[field])]);
      }
      const sums = [...groups].map(([group, of]) => ({ group, total: sum(of, truth.sign) }));
      const [top] = sums.sort((a, b) => Number(b.total) - Number(a.total));
      if (top === undefined) throw new Error(`the truth of ${truth.file} finds no record`);
      const month = /^(\d{4})-(\d{2})$/.exec(top.group);
      const name = month === null ? top.group : `${MONTHS[Number(month[2]) - 1]} ${month[1]}`;
      return [name, say(top.total)];
    }
    case 'average':
      return [say(String(Math.round((Number(sum(numbers, undefined)) / numbers.length) * 10) / 10))];
    case 'max':
    case 'min': {
      const sorted = numbers.map(Number).sort((a, b) => a - b);
      return [say(numbers.find((one) => Number(one) === sorted.at(truth.pick === 'max' ? -1 : 0)) ?? '')];
    }
    case 'first':
    case 'last': {
      const key = (record: FixtureRecord) => truth.by.map((name) => text(record[name])).join(' ');
      const sorted = records
        .filter((record) => text(record[field]) !== '')
        .sort((a, b) => (key(a) < key(b) ? -1 : 1));
      const found = sorted.at(truth.pick === 'last' ? -1 : 0);
      if (found === undefined) throw new Error(`the truth of ${truth.file} finds no record`);
      return [say(text(found[field]))];
    }
  }
}

function fits(record: FixtureRecord, { where, not, date, sign, field = '' }: Truth): boolean {
  const among = (name: string, wanted: string | readonly string[]) => {
    const held = [record[name] ?? ''].flat().map((one) => one.toLowerCase());
    return [wanted].flat().some((one) => held.includes(one.toLowerCase()));
  };
  if (!Object.entries(where).every(([name, wanted]) => among(name, wanted))) return false;
  if (Object.entries(not).some(([name, wanted]) => among(name, wanted))) return false;
  if (sign === 'earned' && Number(text(record[field])) < 0) return false;
  if (sign === 'refunded' && Number(text(record[field])) < 0) return false;
  if (date === undefined) return true;
  const day = text(record[date.field]);
  return day !== '' && day >= (date.from ?? '') && day <= (date.to ?? '9999');
}

function sum(values: readonly string[], sign: Truth['sign']): string {
  const hundredths = values.reduce((total, value) => total + Math.round(Number(value) * 100), 0);
  return (sign === 'spent' ? -hundredths / 100 : hundredths / 100).toFixed(2);
}

function text(value: Value | undefined): string {
  return [value ?? ''].flat().join(', ');
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** Written anew here, so that a fault in the engine's own way of saying things is seen. */
function spoken(value: string, as: Truth['as']): string {
  if (as === 'money')
    return `$${Math.abs(Number(value))
      .toFixed(2)
      .replace(/\B(?=(\d{3})+\.)/g, ',')}`;
  if (as === 'date') {
    const [year, month, day] = value.split('-').map(Number);
    return `${MONTHS[(month ?? 1) - 1]} ${day}, ${year}`;
  }
  if (as === 'time') {
    const [hour = 0, minute = '00'] = [Number(value.split(':')[0]), value.split(':')[1]];
    return `${hour % 12 === 0 ? 12 : hour % 12}:${minute} ${hour < 12 ? 'AM' : 'PM'}`;
  }
  return value;
}
