import type { Operation } from '../meaning/query.ts';
import { asksByWord } from '../sentence/sentence-form.ts';
import { type Ask, isOfEvents, type Subject } from '../table/subject-table.ts';
import { templateNames } from '../table/template.ts';
import { TARGETS } from '../words/asked-words.ts';
import { DUE, DUTY, TOLD_OF_EVENT } from '../words/beside-words.ts';
import { NEEDED, patterns, SUPPOSED } from '../words/core-words.ts';
import { joinedWords, type Token } from '../words/token.ts';
import type { WordUse } from '../words/word-use.ts';

/** What is told of a record beside its day anyway, and so asks for nothing more. */

/** What one of them comes to: "the average coffee price". */
export const PRICED = patterns('price|cost', 'a tank of', 'tank');

/** What is said of one transaction anyway. */
export const TOLD_OF_ONE = [
  ...TARGETS.when,
  ...TARGETS.sum,
  ...patterns('where', 'who|whom to', 'what|which month|day|week'),
];

/** "The dates I filled the tank", "on which days did I buy coffee?": each payment with its day, and not the last one alone. */
export function isEachDated({ amount }: Subject, tokens: readonly Token[], isOrdered: boolean): boolean {
  if (amount === undefined || isOrdered) return false;
  return /\b(?:dates|(?:which|what) days)\b/.test(joinedWords(tokens));
}

const TOGETHER = patterns(
  'together',
  'combined',
  'altogether',
  'all together',
  'added up|together',
  'in total|all|sum',
  'all in$',
  'all up$',
  'total|sum',
  'grand|overall total',
  'total|sum of',
  'sum total',
);
/** "What do my pills cost together?": whether what they cost is to be added up. */
export function takePriceTotal(words: WordUse, subject: Subject, ask: Ask | undefined): boolean {
  const { price } = subject;
  if (price === undefined || ask === undefined || !templateNames(ask.text).includes(price)) return false;
  const found = words.spread(TOGETHER);
  words.use(found);
  return found.length > 0;
}

const WHEN_AND = /\bwhen and (?:with )?(?:who|whom|(?:at )?what time|what for)\b|\b(?:who|whom) and when\b/;
const WHEN_FIRST = /^(?:when|(?:on )?(?:what|which) (?:day|date))\b/;
const AND_TIME = /\band (?:at )?(?:what|which) (?:time|hour)$/;

/** "When and with whom?", "when do I have to go to the dentist, and at what time?": told by the visit's day. */
export function asksWhenAnd(tokens: readonly Token[]): boolean {
  const text = joinedWords(tokens);
  return WHEN_AND.test(text) || (WHEN_FIRST.test(text) && AND_TIME.test(text));
}

/** What is planned or prescribed changes nothing beside a medicine or an appointment. */
export function takeDuties(words: WordUse, subject: Subject, target: Operation | undefined): void {
  const { tokens } = words;
  const isEvent = isOfEvents(subject);
  // Of what one has to do, not of what ought to be: "what is my weight supposed to be?" is a judgement.
  const isDuty = subject.until !== undefined || isEvent;
  if (isDuty) words.use(words.spread(SUPPOSED));
  if (isDuty && asksByWord(tokens)) words.use(words.spread(NEEDED));
  if (isEvent) words.use(words.spread(asksByWord(tokens) ? DUTY : DUE));
  if (isEvent && (target === 'when' || target === 'until')) words.use(words.spread(TOLD_OF_EVENT));
}
