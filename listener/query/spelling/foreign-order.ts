import { isAnyOf } from '../words/any-of.ts';
import { ASKING } from '../words/core-words.ts';
import { endClause, joinedWords, opened, putWord, putWords, type Token, wordAt } from '../words/token.ts';

/**
 * What is asked in the order of another language: "how much I am paying", "the price of it, it is of how much", "I go
 * when to the dentist?". The word that asks comes first, and the verb behind it, as in English.
 */

const BE = 'am is are was were';

export function inEnglishOrder(tokens: readonly Token[]): readonly Token[] {
  return withVerbBehindAsking(withTopicTakenUp(withAskedOfIt(withAskedAtEnd(withAskedBehindVerb(tokens)))));
}

/** "What", "at what time", "how much", "which medicine": with what is counted or named. */
const ASKED_FIRST =
  /^(?:(?:in|at|on|from|to|for|since|by|of|until|with) )?(?:(?:what|which|how many|how much)(?: all)?(?: (?!i |we |is |am |when |where |what |how |why |if |that |does |happens |about |can |could |did |had |has |have |may |might |must |shall |should |was |were |will |would |are )[a-z]{3,}){0,2}|when|where|why|how(?: often| long| high| much| strong| many times)?) (i|we) (am|was|were|have|had|must|should|will|can)\b/;
const BEING = /^(?:am|was|were|must|should|will|can)$/;
/** Behind "have" it is what was done: "when I have started". */
const DONE =
  /^(?:[a-z]{2,}ed|begun|taken|been|seen|had|lost|put|got|gone|met|spoken|given|paid|done|become|gained)$/;

/** "How much I am paying?" as "how much am I paying?". */
function withVerbBehindAsking(tokens: readonly Token[]): readonly Token[] {
  const found = ASKED_FIRST.exec(joinedWords(tokens.slice(0, MAX_ASKED)));
  const [whole, , verb = ''] = found ?? [];
  if (whole === undefined) return tokens;
  const at = whole.split(' ').length - 2;
  const [subject, auxiliary, next] = tokens.slice(at, at + 3);
  if (subject === undefined || auxiliary === undefined || tokens.slice(0, at + 1).some(({ last }) => last))
    return tokens;
  // "When I was in hospital, what was my weight?" says when.
  const isClause = tokens.slice(0, -MAX_BEHIND).some(({ last }) => last);
  if (isClause || tokens.slice(at).some(({ word }) => ASKING.has(word))) return tokens;
  const isDone = !BEING.test(verb) && DONE.test(next?.word ?? '');
  if (!BEING.test(verb) && !isDone) return tokens;
  return [...tokens.slice(0, at), auxiliary, subject, ...tokens.slice(at + 2)];
}
const MAX_ASKED = 9;
/** "..., please", "..., thank you". */
const MAX_BEHIND = 3;

const TAKEN_UP =
  /^(?:it|he|she|they|that) (is|was|are|were) (?:(?:of|for|at|in|on|from) )?(who|what|when|where|why|how (?:much|many|often|long|high|strong|bad|severe)|(?:what|which) (?:time|hour|date|day|month|year|dose))$/;

/** "My allergist, he is who?", "it is at what time, my appointment?" */
function withTopicTakenUp(tokens: readonly Token[]): readonly Token[] {
  const pause = tokens.findIndex(({ last }, at) => last && at < tokens.length - 1);
  if (pause < 0 || tokens.slice(pause + 1, -1).some(({ last }) => last)) return tokens;
  const [front, behind] = [tokens.slice(0, pause + 1), tokens.slice(pause + 1)];
  for (const [asking, topic] of [
    [behind, front],
    [front, behind],
  ] as const) {
    const [, verb, asked] = TAKEN_UP.exec(joinedWords(asking)) ?? [];
    const [first] = topic;
    if (verb === undefined || asked === undefined || first === undefined || topic.length > MAX_TOPIC)
      continue;
    if (topic.some(({ word }) => isAnyOf(word, `${BE} do did i we`))) continue;
    return endClause([...putWords(first, asked), putWord(first, verb), ...opened(topic)]);
  }
  return tokens;
}
const MAX_TOPIC = 9;

const GOING =
  /^(i|we) (go|see|visit|take|have to go|must go|have to take|must take|inject|use) (when|how often|at what time|where)(?= |$)/;

/** "I go when to the dentist?" as "when do I go to the dentist?". */
function withAskedBehindVerb(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens;
  const found = GOING.exec(joinedWords(tokens));
  const [whole, subject = '', verb = '', asked = ''] = found ?? [];
  if (whole === undefined || first === undefined) return tokens;
  const rest = tokens.slice(whole.split(' ').length);
  if (isAnyOf(wordAt(rest, 0), 'i we my')) return tokens;
  return endClause([
    ...putWords(first, `${asked} do ${subject} ${verb.replace('must', 'have to')}`),
    ...rest,
  ]);
}

const AT_END = /^(i|we) (?:have )?been (on|taking|using) (?:[a-z0-9]+ ){1,7}(how long|since when)(?: now)?$/;

/** "I been on that pill how long now?" as "how long have I been on that pill?". */
function withAskedAtEnd(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens;
  const [, subject, verb = '', asked] = AT_END.exec(joinedWords(tokens)) ?? [];
  if (asked === undefined || first === undefined) return tokens;
  const start = tokens.findIndex(({ word }) => word === verb) + 1;
  const end = tokens.findLastIndex(({ word }) => word === asked.split(' ')[0]);
  return endClause([
    ...putWords(first, `${asked} have ${subject} been ${verb}`),
    ...opened(tokens.slice(start, end)),
  ]);
}

const OF_IT = /^(i|we) (?:have )?(stopped|started|begun|quit|taken) (?:it|them|that) (why|when)$/;

/** "The Aleve, I have stopped it why?" as "why have I stopped the Aleve?". */
function withAskedOfIt(tokens: readonly Token[]): readonly Token[] {
  const pause = tokens.findIndex(({ last }, at) => last && at < tokens.length - 1);
  const [, subject, verb, asked] = OF_IT.exec(joinedWords(tokens.slice(pause + 1))) ?? [];
  const [first] = tokens;
  if (asked === undefined || first === undefined || pause < 0 || pause > MAX_TOPIC) return tokens;
  return endClause([
    ...putWords(first, `${asked} have ${subject} ${verb}`),
    ...opened(tokens.slice(0, pause + 1)),
  ]);
}
