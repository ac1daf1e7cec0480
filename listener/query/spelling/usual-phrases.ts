import { isAnyOf } from '../words/any-of.ts';
import { MONTHS, WEEKDAYS } from '../words/format-values.ts';
import { joinedWords, type Token, wordAt } from '../words/token.ts';
import { stem } from '../words/tokenize.ts';
import { CARE_PHRASES, CARE_PHRASES_OTHERWISE } from './care-phrases.ts';
import { MONEY_PHRASES, MONEY_STARTS } from './money-phrases.ts';

/** Other ways to say a time, or a bound, in the words that everything else is read by: "prior to", "a morning one". */

/** Each as the words that it stands for. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/^(?:prior to|in advance of|leading up to|earlier than)(?= )/, 'before'],
  [/^ahead of(?= (?!me\b|us\b|time\b))/, 'before'],
  [
    /^following(?= (?:the )?(?:\d|january|february|march|april|may|june|july|august|september|october|november|december|christmas|new year))/,
    'after',
  ],
  [/^between now and(?= )/, 'from today to'],
  [/^from now (?:to|till|until)(?= )/, 'from today to'],
  [/^once (?:we|i) (?:are|get|come) (?:into|in|to)(?= )/, 'in'],
  [/^once (?:we|i) (?:are|get) past(?= )/, 'after'],
  [/^the very (?=(?:end|beginning|start|close)\b)/, 'the '],
  [
    /^(?:in|over|within|for|during) the (\d+|couple of) (days|weeks|months) just (?:gone|past|passed|over)(?= |$)/,
    'in the last $1 $2',
  ],
  [/^the (\d+|couple of) (days|weeks|months) just (?:gone|past|passed|over)(?= |$)/, 'the last $1 $2'],
  // It begins today, and "next week" next Monday.
  [/^(?:the |this )?coming (?:week|days)(?= |$)/, 'the next 7 days'],
  [/^(?:the )?next few days(?= |$)/, 'the next 7 days'],
  [/^(?:this|the) coming(?= (?:sun|mon|tues|wednes|thurs|fri|satur)day)/, 'this'],
  [/^this coming(?= )/, 'coming'],
  [/^this past fortnight(?= |$)/, 'in the last 2 weeks'],
  [/^(?:a|an) (morning|afternoon|evening) (?:one|slot|time|appointment|visit)(?= |$)/, 'in the $1'],
  [
    /^when (?:it|they) (?:was|were|is|are) last (taken|measured|checked|recorded|tested|read)(?= |$)/,
    'last $1',
  ],
  [
    /^(?:the )?last time (?:it|they) (?:was|were) (taken|measured|checked|recorded|tested|read)(?= |$)/,
    'last $1',
  ],
  [
    /^(until|till|before) (?:the|this) (year|month|week) is (?:over|out|done|up|through)(?= |$)/,
    '$1 the end of the $2',
  ],
  [/^weigh ins(?= |$)/, 'weighings'],
  [/^at any (?:point|time|stage)(?= )/, 'ever'],
  [
    /^(?:which|who|what) of (?:my|our|the) (?:doctors|specialists)(?= (?:did|have|do|am|will) (?:i|we)\b)/,
    'which doctors',
  ],
  [
    /^how (?:long|soon|many minutes|many hours) (?:before|after) (?:(?:my|the|a) )?(?:breakfast|lunch|dinner|supper|food|eating|meals?|bed|bedtime|i eat)(?= (?:do|should|must|am|can|have|shall)\b)/,
    'how',
  ],
  [/^before (?:i|we) have (?:eaten|had (?:breakfast|food|something|anything))(?= |$)/, 'before i eat'],
  [/^called (?:that|which) (?=(?:i|we|my|our) )/, 'that '],
  [/^anymore(?= |$)/, 'any more'],
  [/^(next|this|last) (week|month|year)s(?= [a-z])/, '$1 $2'],
  [/^(today|tomorrow|yesterday)s(?= [a-z])/, '$1'],
  [
    /^is (?:there )?(?:anything|something) (?:noted|written|recorded)(?: down)? (?:about|on|for|regarding)(?= )/,
    'is there a note on',
  ],
  [/^since how long(?= )/, 'how long'],
  [/^how many time(?= )/, 'how many times'],
  [/^in (?:a|one|the whole|a whole|one whole|a single) day(?= |$)/, 'a day'],
  [/^(before|after|with|at) the (breakfast|lunch|dinner|supper|meals?|food)(?= |$)/, '$1 $2'],
  [
    /^(sun|mon|tues|wednes|thurs|fri|satur)days(?= (?:appointment|appt|visit|test|check|checkup|cleaning|one|meeting|doctor|dentist|slot)\b)/,
    '$1day',
  ],
  [/^half a year ago(?= |$)/, '6 months ago'],
  [/^since the new year(?= |$)/, 'since new year'],
  [/^upon(?= (?:what|which|the|my|our)\b)/, 'on'],
  [/^how much (?:of my )?(?:cash|dough|dosh|moolah|monies|moneys)(?= )/, 'how much money'],
  [/^price tag(?= |$)/, 'price'],
  [/^all (?:this )?(year|month|week)(?: long)?(?= |$)(?! round)/, 'this $1'],
  [/^what ?ever(?= (?:did|do|does|have|has|was|were|is|are)\b)/, 'what'],
  [/^(who|where|when|how)ever(?= (?:did|do|does|have|has|was|were|is|are)\b)/, '$1'],
  [/^what is on the (?:cards|docket|slate|horizon)(?: for (?:me|us))?(?= )/, 'what is on'],
  [/^(run|ran|running) a (?:high )?temp(?:erature)?(?= |$)/, '$1 a fever'],
  [/^(highest|max|maximum) (?:vs |versus )?(lowest|min|minimum)(?= |$)/, '$1 and $2'],
  [/^(lowest|min|minimum) (?:vs |versus )?(highest|max|maximum)(?= |$)/, '$1 and $2'],
  [/^trend (\d+) (days|weeks|months|years)(?= |$)/, 'trend in the last $1 $2'],
  [/^(?:till|until) date(?= |$)/, 'so far'],
  [/^(?:in |during )?the (week|month|year) (?:past|gone by|gone|just past)(?= |$)/, 'last $1'],
  [/^(?:in |for |during )?the preceding (week|month|year)(?= |$)/, 'last $1'],
  [/^the day (\d{1,2}(?:st|nd|rd|th)?) of(?= )/, 'the $1 of'],
  [/^(?:on |at )?any day (?=(?:this|next|last|in|during|between)\b)/, ''],
  [
    /^first thing (?:on )?((?:sun|mon|tues|wednes|thurs|fri|satur)day|tomorrow|yesterday)(?= |$)/,
    '$1 morning',
  ],
  [/^((?:sun|mon|tues|wednes|thurs|fri|satur)day|tomorrow|yesterday) first thing(?= |$)/, '$1 morning'],
  [/^(is|was|are|were) me (?=[a-z])/, '$1 my '],
  // Another one is the one that was told.
  [/^(is|was) that (?=(?:visit|appointment) (?:on|with|to) )/, '$1 the '],
  [/^(?:for )?how much time(?= (?:is|does|do|did|will|am|was|the|my)\b)/, 'how long'],
  [/^how much time$/, 'how long'],
  [/^(?:at|by|to) what clock(?= )/, 'at what time'],
  [
    /^(?:that|the|this|my) (sunday|monday|tuesday|wednesday|thursday|friday|saturday) (?:thing|one|business|do)(?= |$)/,
    'the $1 appointment',
  ],
  [
    /^(?:on )?(?:what|which) (?:date|day)(?= (?:was|did|is|have) (?:my|i have|i had|i run|i get|i)(?: the| a| my)? fever\b)/,
    'when',
  ],
  [/^(did|have|had) (i|we) (have|had|get|got|run) the fever(?= |$)/, '$1 $2 $3 a fever'],
  [/^to what (?:height|level|heights)(?= (?:did|does|has|have) )/, 'how high'],
  [/^put (?:any|some|much|more) weight on(?= |$)/, 'put on weight'],
  [/^slowed(?: down)?(?= |$)/, 'gone down'],
  [/^(?:sped|speeded) up(?= |$)/, 'gone up'],
  [/^reason for (?:visiting|seeing|meeting|consulting)(?= )/, 'reason for my visit to'],
  [
    /^(?:as per|per|as of|at) (?:the |my )?(?:latest|last|most recent) (?:measurement|reading|check|checking|measuring|measure)$/,
    'at the last reading',
  ],
  [/^next due(?= (?:at|with)\b)/, 'next'],
  [
    /^(?:big |biggest )?(sugar|glucose|blood sugar|blood pressure|pressure|pulse|temperature) (?:spike|peak)(?= |$)/,
    'highest $1',
  ],
  [/^rendez vous(?= |$)/, 'appointment'],
  [/^at liberty(?= |$)/, 'free'],
  [/^it (?:rests|remains|stays) how many (days|weeks)(?= )/, 'how many $1'],
  [/^(?:front|rock|roll|pitch) up (?:at|to)(?= )/, 'be at'],
  [/^(?:submit|present) myself (?:to|at)(?= )/, 'visit'],
  [/^how come(?= (?:i|we|my|our|the)\b)/, 'why'],
];
const ALL_PHRASES = [...PHRASES, ...CARE_PHRASES, ...CARE_PHRASES_OTHERWISE, ...MONEY_PHRASES];
const MAX_SPAN = 8;
const STARTS = new Set([
  ...MONEY_STARTS,
  ...(
    'when weigh run ran running highest lowest max min maximum minimum trend coming any first tomorrow yesterday was were sunday monday tuesday wednesday thursday friday saturday last until till between from prior in leading earlier ahead following once all upon price whatever whoever wherever whenever however before the over within for during this a an at how half which who what since with after is called anymore next last todays tomorrows yesterdays ' +
    'sundays mondays tuesdays wednesdays thursdays fridays saturdays ' +
    // Of CARE_PHRASES.
    'sees tends attends seeing tending attending minds oversees watches keeps follows treats manages handles looks house home it is for ' +
    'most latest newest was knock knocked pack jack chuck packed jacked chucked gave given give am are do does i we any more refills repeats ' +
    'fills outstanding authorised authorized available unused my sore bad aching achy dodgy gammy painful empty fasting should must smear ' +
    'slap spread dab slather massage ought stay steer keep stop has have need needs take took allergic ill poorly sick unwell held parked shelved ' +
    'did on slowed sped speeded reason per as big biggest sugar glucose pressure pulse temperature rendez submit present front rock roll pitch put ' +
    'start started starting begin began taking stop stopped prescribe prescribed was were made crook dicky wonky to by the nature coordinates route mode method date duration number untoward unwanted undesirable unpleasant harmful ascribed attributed imputed and with including plus still continuing continued going running current ongoing partake partaking partook anything something one get got getting our these them those this that mess messes messing interfere interferes clash clashes quarrel quarrels fight fights there disagree disagrees environmental food drug contact near close pushing make makes cause causes ' +
    'set sets fork forking forked shell shelling shelled cough coughing coughed stood up there the in allergy allergies allergic with subsequent covered reimbursed paid me'
  ).split(' '),
]);

const BESIDE = new Set('come am pm morning afternoon evening night'.split(' '));

export function inUsualPhrases(tokens: readonly Token[]): readonly Token[] {
  if (
    !tokens.some(({ word, kind }) => kind === 'sign' || STARTS.has(word) || BESIDE.has(word) || isDay(word))
  )
    return tokens;
  const read: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token === undefined) break;
    const found =
      signAt(tokens, at) ??
      shortDayAt(tokens, at) ??
      phraseAt(tokens, at) ??
      dayPartAt(tokens, at) ??
      comingAt(tokens, at);
    read.push(...(found?.tokens ?? [token]));
    at += found?.length ?? 1;
  }
  return read;
}

interface Found {
  readonly tokens: readonly Token[];
  readonly length: number;
}

function phraseAt(tokens: readonly Token[], at: number): Found | undefined {
  if (!STARTS.has(wordAt(tokens, at))) return undefined;
  const slice = tokens.slice(at, at + MAX_SPAN + 2);
  const pause = slice.findIndex(({ last }) => last);
  const clause = pause < 0 ? slice : slice.slice(0, pause + 1);
  const text = joinedWords(clause);
  for (const [pattern, as] of ALL_PHRASES) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const length = match[0].trim().split(' ').length;
    const rest = text.length - match[0].length;
    const said = text
      .replace(pattern, as)
      .slice(0, rest === 0 ? undefined : -rest)
      .trim();
    return { tokens: said === '' ? [] : put(said.split(' '), clause.slice(0, length)), length };
  }
  return undefined;
}

/** The words in the place of others. */
function put(words: readonly string[], instead: readonly Token[]): readonly Token[] {
  const [first, end] = [instead[0], instead.at(-1)];
  if (first === undefined || end === undefined) return instead;
  return words.map((word, index) => {
    const same = instead.find((token) => token.word === word);
    return {
      ...(same ?? first),
      word,
      stem: stem(word),
      last: index === words.length - 1 && end.last,
    };
  });
}

const isDay = (word: string): boolean =>
  WEEKDAYS.includes(word) ||
  WEEKDAYS.some((day) => word.length > 2 && day.startsWith(word) && word !== 'sun');

/** "Penicillin + latex": both. */
function signAt(tokens: readonly Token[], at: number): Found | undefined {
  const [before, sign, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  // "Temp > 100".
  const bound =
    sign?.kind === 'sign' && next?.kind === 'number' ? { '>': 'over', '<': 'under' }[sign.word] : undefined;
  if (bound !== undefined && sign !== undefined)
    return { tokens: [{ ...sign, word: bound, stem: bound, kind: 'word' }], length: 1 };
  if (sign?.word !== '+' || before?.kind !== 'word' || next?.kind !== 'word' || before.last) return undefined;
  return { tokens: [{ ...sign, word: 'and', stem: 'and', kind: 'word' }], length: 1 };
}

/** "What time sat?", "anything fri": a day in three letters, behind a word that is no measure. */
function shortDayAt(tokens: readonly Token[], at: number): Found | undefined {
  const [before, day] = [tokens[at - 1], tokens[at]];
  if (day === undefined || before === undefined || day.word.length > MAX_SHORT_DAY) return undefined;
  const whole = WEEKDAYS.find((name) => name.startsWith(day.word) && day.word.length > 2);
  if (whole === undefined || !BEFORE_SHORT_DAY.has(before.word)) return undefined;
  return { tokens: [{ ...day, word: whole, stem: whole }], length: 1 };
}
const MAX_SHORT_DAY = 5;
const BEFORE_SHORT_DAY = new Set(
  'time day date anything something nothing free busy booked appointment visit dentist doctor doctors who when next this by until till'.split(
    ' ',
  ),
);

/** "Friday PM", "fri am": behind a day, where nobody "am"s. */
function dayPartAt(tokens: readonly Token[], at: number): Found | undefined {
  const [day, part, next] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (day === undefined || part === undefined || day.last || !isDay(day.word)) return undefined;
  // "Fri morning".
  const whole = WEEKDAYS.find((name) => name.startsWith(day.word));
  if (isAnyOf(part.word, 'morning afternoon evening night') && whole !== undefined)
    return { tokens: [{ ...day, word: whole, stem: whole }], length: 1 };
  if (!/^[ap]m$/.test(part.word) || (part.word === 'am' && next?.word === 'i' && !part.last))
    return undefined;
  const word = part.word === 'am' ? 'morning' : 'afternoon';
  return { tokens: [day, { ...part, word, stem: word }], length: 2 };
}

/** "Come Friday", "come January", "before Christmas comes". */
function comingAt(tokens: readonly Token[], at: number): Found | undefined {
  const [come, next, comes] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (come?.word === 'before' && comes?.word === 'comes' && next !== undefined && !next.last)
    return { tokens: [come, { ...next, last: comes.last }], length: 3 };
  if (come?.word !== 'come' || next === undefined || come.last) return undefined;
  const word = isDay(next.word) ? 'on' : MONTHS.includes(next.word) ? 'in' : undefined;
  return word && { tokens: [{ ...come, word, stem: word }], length: 1 };
}
