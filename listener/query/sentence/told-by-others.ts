import type { Measure } from '../table/subject-table.ts';
import { byWord } from '../words/by-word.ts';
import { findPattern } from '../words/pattern.ts';
import { endClause, joinedWords, putWord, type Token, wordAt } from '../words/token.ts';

/** What others did to the speaker, put as the speaker asks of it. */

/** By anyone: whether it was the nurse is on no record. */
const MEASURED_BY =
  /^(?:when )?(?:did|has|have) (?:anyone|anybody|someone|somebody|they) (?:(?:ever|last|also|already|even) )?(?:take|taken|check|checked|measure|measured|record|recorded|test|tested) (?:my|our) /;
const GIVEN_BASE: Readonly<Record<string, string>> = byWord({
  gave: 'give',
  put: 'put',
  prescribed: 'prescribe',
  started: 'start',
});

/** "Did anyone take my temperature?" as "did I take", "why they gave me Lipitor" as "why did they give me". */
export function withDoneByOthers(tokens: readonly Token[], measures: readonly Measure[]): readonly Token[] {
  const [first, second] = tokens;
  const base = GIVEN_BASE[wordAt(tokens, 2)];
  if (first?.word === 'why' && second?.word === 'they' && base !== undefined) {
    const verb = { ...(tokens[2] ?? second), word: base, stem: base };
    return [first, putWord(first, 'did'), second, verb, ...tokens.slice(3)];
  }
  if (first === undefined || !MEASURED_BY.test(`${joinedWords(tokens)} `)) return tokens;
  const isMeasured = measures.some(({ patterns }) =>
    patterns.some((pattern) => findPattern(pattern, tokens, () => true) !== undefined),
  );
  if (!isMeasured) return tokens;
  const at = first.word === 'when' ? 2 : 1;
  return [...tokens.slice(0, at), putWord(first, 'i'), ...tokens.slice(at + 1)];
}

const NEEDED =
  /^(?:(?:i|we) (?:(?:just|really|only) )?(?:need|want|require|would like) )?(?:my|our) (?:(?:last|latest|current|most|recent|newest|full|complete) )*(?:allergy|allergies|vitals|vital signs?|bp|(?:blood )?(?:pressure|sugar|glucose)|pulse|heart rate|weight|temperature|temp|oxygen|bmi|height)(?: (?:lists?|readings?|numbers?|levels?|values?|history|records?))*(?: (?:for|from|in|on|since|of) .*)?$/;
const FOR_WHOM =
  / for (?:the|my|our|a|an) (?:doctor|doc|dr|nurse|er|hospital|clinic|school|pharmacist|pharmacy|paramedics?|insurance|dentist)$/;

/** "I need my last weight for the nurse" as "my last weight": what is on record is asked for by nobody else. */
export function withoutNeeded(tokens: readonly Token[]): readonly Token[] {
  if (tokens.length < 3 || !/^(?:i|we|my|our)$/.test(wordAt(tokens, 0))) return tokens;
  const words = joinedWords(tokens);
  if (!NEEDED.test(words)) return tokens;
  const start = tokens.findIndex(({ word }) => word === 'my' || word === 'our');
  const whom = FOR_WHOM.exec(words)?.[0].trim().split(' ').length ?? 0;
  return endClause(tokens.slice(start, tokens.length - whom));
}

const SYMPTOM_FROM =
  /^(?:do|does|did) (?:i|we) (?:(?:ever|still) )?(?:get|got|develop|have) (?:(?:a|an|any|some) )?((?:[a-z]+ ){0,2}(?:hives|rash|rashes|sneezing|itching|itchy|swelling|cramps|cough|nausea|fever|anaphylaxis|drowsiness|dizziness|headaches?|pain)) (?:from|with|off|after (?:eating|taking|touching)|when i (?:eat|take|touch)) /;

/** "Do I get hives from peanuts?" as "do peanuts give me hives?". */
export function withCauseInFront(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens;
  if (first === undefined || !/^(?:do|does|did)$/.test(first.word)) return tokens;
  const found = SYMPTOM_FROM.exec(`${joinedWords(tokens)} `);
  if (found === null) return tokens;
  const end = found[0].trim().split(' ').length;
  const symptom = (found[1] ?? '').split(' ');
  const at = tokens.findIndex((_, index) =>
    symptom.every((word, offset) => wordAt(tokens, index + offset) === word),
  );
  const cause = tokens.slice(end).map((token) => ({ ...token, last: false }));
  if (at < 0 || cause.length === 0 || cause.length > MAX_CAUSE) return tokens;
  const auxiliary = first.word === 'did' ? 'did' : 'does';
  return endClause([
    putWord(first, auxiliary),
    ...cause,
    putWord(first, 'give'),
    putWord(first, 'me'),
    ...tokens.slice(at, at + symptom.length),
  ]);
}
const MAX_CAUSE = 4;

/** "Severe allergies only" as "only severe allergies". */
export function withOnlyInFront(tokens: readonly Token[]): readonly Token[] {
  const last = tokens.at(-1);
  if (last?.word !== 'only' || tokens.length < 2 || tokens.length > MAX_HEADING) return tokens;
  if (tokens.some(({ word }) => VERBAL.has(word))) return tokens;
  return endClause([{ ...last, last: false }, ...tokens.slice(0, -1)]);
}
const MAX_HEADING = 4;
const VERBAL = new Set(
  'i we what which when where who how why is are was were am do does did have has had any not'.split(' '),
);
