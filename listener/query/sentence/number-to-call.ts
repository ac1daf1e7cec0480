import { isAnyOf } from '../words/any-of.ts';
import { ASKING } from '../words/core-words.ts';
import { CALLS } from '../words/declined-words.ts';
import { said } from '../words/phrases.ts';
import { endClause, joinedWords, type Token, wordAt } from '../words/token.ts';

/** "I need to call the allergist, what's the number?": whom one wants to call, and what is asked for it. */

const WANTING =
  /^(?:i|we) (?:(?:just|really|only) )?(?:(?:want|need|have|got|am trying|would like|am going|must|should|will|have got)(?: to)?) /;
const NUMBER =
  /^(?:(?:so|and) )?(?:what|which)(?: is| are)? (?:(?:the|his|her|their|its|best|my|our) )*(?:phone |mobile |telephone |cell |contact )?(?:number|mobile|phone|telephone|cell)(?: for (?:him|her|them|it|that))?(?: (?:please|again))?$/;
const HAVE =
  /^(?:(?:so|and) )?(?:do|have) you (?:have|got) (?:his|her|their|the|a|its) (?:phone |mobile |telephone )?(?:number|phone|telephone)$/;
const ITS = /^(?:what|which) (?:phone )?number is (?:it|that|theirs|his|hers)$/;
const HOW =
  /^(?:(?:so|and) )?how (?:do|can|could|should|would) (?:i|we) (?:do (?:it|that|so|this)|reach (?:him|her|them)|go about (?:it|that))$/;
/** "I need to ring the dentist, number please". */
const BARE = /^(?:the |her |his )?(?:phone |telephone )?number$/;
const MAX_NAMED = 5;

const REACHING =
  /^(?:(?:at|on|under) )?(?:what|which) (?:(mobile|phone|telephone|cell) )?number (?:can|could|do|should|would|must|may) (?:i|we) (?:reach|call|ring|phone|get|contact|find|use for|get hold of) /;

/** "At what number can I reach Tim?" as "what is the number of Tim?". */
function withNumberReached(tokens: readonly Token[]): readonly Token[] {
  const lead = REACHING.exec(`${said(tokens)} `);
  const [first] = tokens;
  if (lead === null || first === undefined) return tokens;
  const whom = tokens.slice(lead[0].trim().split(' ').length);
  // "Which number do I call for my teeth?" is read by what is asked for.
  const isFor = isAnyOf(wordAt(whom, 0), 'for about if when with regarding on in at');
  if (whom.length === 0 || whom.length > MAX_NAMED || isFor) return tokens;
  const words = ['what', 'is', 'the', ...(lead[1] === undefined ? [] : [lead[1]]), 'number', 'of'];
  return [...words.map((word) => ({ ...first, word, stem: word, last: false })), ...whom];
}

/** @returns the question for the number; the same tokens where it is none */
export function withNumberAsked(given: readonly Token[]): readonly Token[] {
  const tokens = withNumberReached(given);
  const [first] = tokens;
  const lead =
    WANTING.exec(`${said(tokens)} `)?.[0]
      .trim()
      .split(' ').length ?? 0;
  const verb = wordAt(tokens, lead);
  if (first === undefined || lead === 0 || !(CALLS.has(verb) || verb === 'reach')) return tokens;
  const asked = tokens.findIndex(
    ({ word }, at) =>
      at > lead && (ASKING.has(word) || (isAnyOf(word, 'do have') && tokens[at + 1]?.word === 'you')),
  );
  const pause = tokens.findIndex(({ last }, at) => at > lead && last);
  const asking = asked < 0 && pause < tokens.length - 1 ? pause + 1 : asked;
  const isLed = isAnyOf(wordAt(tokens, asking - 1), 'so and') ? 1 : 0;
  const whom = tokens.slice(lead + 1, asking - isLed);
  if (asking < 1 || whom.length === 0 || whom.length > MAX_NAMED) return tokens;
  const rest = said(tokens, asking);
  if (![NUMBER, HOW, HAVE, ITS, BARE].some((form) => form.test(rest))) return tokens;
  const put = ['what', 'is', 'the', 'number', 'of'].map((word) => ({
    ...first,
    word,
    stem: word,
    last: false,
  }));
  return endClause([...put, ...whom.map((token) => ({ ...token, last: false }))]);
}

const CALLED =
  /^(?:(?:with|to|at|on|under) )?(?:who|whom|what(?= do i dial)|(?:which|what) (?:number|doctor|specialist)) (?:do|should|can|could|must|would|may|shall) (?:i|we|one) (?:call|ring|phone|dial|contact|reach|telephone|(?:speak|talk) (?:to|with)|speak|talk)(?: up)? (?:about|for|regarding|concerning|with) (?:(?:a|an|any|the|my|our) )?(?:(?:problem|problems|trouble|issue|issues|question|questions) )?(?:(?:with|about|of) )?(?:(?:my|our|the) )?/;
/** What is said of the number once more. */
const ITS_NUMBER = new Set(
  'what is are the and number phone telephone his her their which on please'.split(' '),
);

/** "Who do I call about my eyes?": the number of the doctor for them. */
export function withDoctorCalled(tokens: readonly Token[]): readonly Token[] {
  const words = joinedWords(tokens);
  const [first] = tokens;
  const lead = CALLED.exec(`${words} `)?.[0].trim();
  if (lead === undefined || first === undefined) return tokens;
  const start = lead.split(' ').length;
  const pause = tokens.findIndex(({ last }, index) => index >= start && last);
  const end = pause < 0 ? tokens.length : pause + 1;
  const about = tokens.slice(start, end);
  const isRest = tokens.slice(end).every(({ word }) => ITS_NUMBER.has(word));
  // "Who do I call for that?" names nobody.
  const isNamed = about.some(({ word }) => !isAnyOf(word, 'it that this them those these'));
  if (!isNamed || about.length > 3 || !isRest) return tokens;
  const asked = ['phone', 'number', 'of', 'the', 'doctor', 'for', 'my'].map((word) => putAt(word, first));
  return endClause([...asked, ...about]);
}

function putAt(word: string, at: Token): Token {
  return { word, stem: word, start: at.start, end: at.start, last: false, kind: 'word' };
}
