import { formatAll, formatDate, formatMoney, formatTime } from '../words/format-values.ts';

/**
 * A reply with gaps: `{NAME}` is a value, `{A|B}` the first that is not empty, `{date:NAME}` `{time:NAME}`
 * `{money:NAME}` say it as a date, time or amount, `{count:NAME one many}` with the word for one or many; `[...]` is
 * left out where a value in it is empty. `{flag:NAME yes no}` says a Y or an N in the words given,
 * `{age:NAME}` how many years ago that day was, `{end:TIME|MINUTES}` the time so many minutes after the other.
 */
export type Template = readonly Piece[];

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'value';
      readonly names: readonly string[];
      readonly as: keyof typeof SPOKEN;
      /** Said behind a number: the word for one, and for many. */
      readonly noun?: readonly [string, string] | undefined;
    }
  | { readonly kind: 'optional'; readonly pieces: Template };

const SPOKEN = {
  plain: (value: string) => value,
  count: (value: string) => value,
  flag: (value: string) => value,
  /** Years, which `telling` reckons as of today. */
  age: (value: string) => value,
  date: formatDate,
  /** A time of day, which `endOf` reckons. */
  end: formatTime,
  time: formatTime,
  money: formatMoney,
} as const;

/** @throws Error naming what is wrong with the template */
export function compileTemplate(source: string): Template {
  const [template, rest] = compile(source, 0, false);
  if (rest !== source.length) throw new Error(`"]" without "[" in "${source}"`);
  return template;
}

function compile(source: string, start: number, inside: boolean): [Template, number] {
  const pieces: Piece[] = [];
  let at = start;
  while (at < source.length) {
    const character = source[at];
    if (character === ']') {
      if (!inside) return [pieces, at];
      return [pieces, at + 1];
    }
    if (character === '[') {
      const [inner, next] = compile(source, at + 1, true);
      pieces.push({ kind: 'optional', pieces: inner });
      at = next;
    } else if (character === '{') {
      const value = /\{(?:(date|time|money|count|flag|age|end):)?([\w@.]+(?:\|[\w@.]+)*)(?: (\w+) (\w+))?\}/y;
      value.lastIndex = at;
      const match = value.exec(source);
      if (match === null) throw new Error(`a {value} is not well formed in "${source}"`);
      const as = (match[1] ?? 'plain') as keyof typeof SPOKEN;
      const noun = match[3] === undefined ? undefined : ([match[3], match[4] ?? match[3]] as const);
      if ((as === 'count' || as === 'flag') !== (noun !== undefined))
        throw new Error(`{${as}:NAME one many} takes two words, and only count and flag do, in "${source}"`);
      pieces.push({ kind: 'value', names: (match[2] ?? '').split('|'), as, noun });
      at = value.lastIndex;
    } else {
      const text = /[^{}[\]]+/y;
      text.lastIndex = at;
      const match = text.exec(source);
      if (match === null) throw new Error(`"}" without "{" in "${source}"`);
      pieces.push({ kind: 'text', text: match[0] });
      at = text.lastIndex;
    }
  }
  if (inside) throw new Error(`"[" without "]" in "${source}"`);
  return [pieces, at];
}

/** The names whose values are numbers of something. */
export function templateCounts(template: Template): readonly string[] {
  return namesAs(template, 'count');
}

/** The same with what one and several of it are called. */
export function templateNouns(
  template: Template,
): readonly { readonly name: string; readonly noun: readonly [string, string] | undefined }[] {
  return template.flatMap((piece) => {
    if (piece.kind === 'optional') return templateNouns(piece.pieces);
    const isCount = piece.kind === 'value' && piece.as === 'count';
    return isCount ? piece.names.map((name) => ({ name, noun: piece.noun })) : [];
  });
}

/** The names whose values are days that are told by the years since. */
export function templateAges(template: Template): readonly string[] {
  return namesAs(template, 'age');
}

/** When it begins and how many minutes it lasts, of what is told by its end. */
export function templateEnds(template: Template): readonly string[] {
  return namesAs(template, 'end');
}

function namesAs(template: Template, as: keyof typeof SPOKEN): readonly string[] {
  return template.flatMap((piece) => {
    if (piece.kind === 'value') return piece.as === as ? piece.names : [];
    return piece.kind === 'optional' ? namesAs(piece.pieces, as) : [];
  });
}

/** Every name a template asks for. */
export function templateNames(template: Template): readonly string[] {
  return template.flatMap((piece) => {
    if (piece.kind === 'value') return piece.names;
    return piece.kind === 'optional' ? templateNames(piece.pieces) : [];
  });
}

export type Values = (name: string) => string | readonly string[] | undefined;

/**
 * @param isSaid whether a text stands in the answer already: a `[...]` that says nothing else is left out
 */
export function render(template: Template, values: Values, isSaid?: (text: string) => boolean): string {
  return fill(template, values, isSaid).text;
}

function fill(
  template: Template,
  values: Values,
  isSaid?: (text: string) => boolean,
): { text: string; complete: boolean } {
  let text = '';
  let complete = true;
  for (const piece of template) {
    if (piece.kind === 'text') {
      text += piece.text;
    } else if (piece.kind === 'optional') {
      const inner = fill(piece.pieces, values, isSaid);
      const [only, ...more] = piece.pieces.filter(({ kind }) => kind !== 'text');
      const again =
        only?.kind === 'value' && more.length === 0 && isSaid?.(firstSpoken(only, values)) === true;
      if (inner.complete && !again) text += inner.text;
    } else {
      const value = firstSpoken(piece, values);
      complete &&= value !== '';
      text += value;
    }
  }
  return { text, complete };
}

function firstSpoken({ names, as, noun }: Extract<Piece, { kind: 'value' }>, values: Values): string {
  if (as === 'end') return spoken(endOf(names.map(values)), as);
  for (const name of names) {
    const value = spoken(values(name), as);
    if (value !== '' && as === 'flag') return flagged(value, noun ?? ['yes', 'no']);
    if (value !== '')
      return noun === undefined ? value : `${value} ${Number(value) === 1 ? noun[0] : noun[1]}`;
  }
  return '';
}

/** @returns ISO time of day; empty where the time or the minutes are not on record, or where it is another day's */
function endOf([start, length]: readonly (string | readonly string[] | undefined)[]): string {
  const time = typeof start === 'string' ? /^(\d{2}):(\d{2})(?::\d{2})?$/.exec(start.trim()) : null;
  const minutes = typeof length === 'string' && /^\d{1,4}$/.test(length.trim()) ? Number(length) : 0;
  if (time === null || minutes === 0) return '';
  const end = Number(time[1]) * 60 + Number(time[2]) + minutes;
  const two = (value: number) => String(value).padStart(2, '0');
  return end < 24 * 60 ? `${two(Math.floor(end / 60))}:${two(end % 60)}:00` : '';
}

/** What stands for a Y or an N; another value is said as it is. */
function flagged(value: string, [yes, no]: readonly [string, string]): string {
  if (/^(?:y|yes|true|1)$/i.test(value.trim())) return yes;
  return /^(?:n|no|false|0)$/i.test(value.trim()) ? no : value;
}

function spoken(value: string | readonly string[] | undefined, as: keyof typeof SPOKEN): string {
  if (value === undefined) return '';
  return typeof value === 'string'
    ? value && SPOKEN[as](value)
    : formatAll(value.map((one) => SPOKEN[as](one)).filter((one) => one !== ''));
}
