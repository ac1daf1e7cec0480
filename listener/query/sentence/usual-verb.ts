import { isAnyOf } from '../words/any-of.ts';
import { ASKING } from '../words/core-words.ts';
import { endClause, joinedWords, type Token, wordAt, wordOf } from '../words/token.ts';
import { withMoneyReceived } from './money-received.ts';

/**
 * Ways to ask that not everybody has, as the one that all have: "would I be allergic", "what have I to take", "Friday,
 * do I have an appointment?", "albuterol, on it?".
 */

const AUXILIARIES = new Set('am is are was were do does did have has had will would'.split(' '));
const SPEAKING = new Set('i we'.split(' '));
const PERSONS = new Set('i we it they he she you that there who'.split(' '));

export function withUsualVerb(tokens: readonly Token[]): readonly Token[] {
  return withTopicBehind(
    withObjectBehind(
      withFreeDay(
        withoutPronounOfHeading(
          withSomething(withListed(withDoHave(withBe(withStill(withMoneyReceived(tokens)))))),
        ),
      ),
    ),
  );
}

/** "Do I take Aleve any more?" as "do I still take it?"; what is denied is read with its "not". */
function withStill(tokens: readonly Token[]): readonly Token[] {
  const [any, more] = tokens.slice(-2);
  const isEnd = any?.word === 'any' && more !== undefined && isAnyOf(more.word, 'more longer');
  const isDenied = tokens.some(({ word }, at) => isAnyOf(word, 'not no never') && at !== 2);
  if (!isEnd || isDenied || !AUXILIARIES.has(wordAt(tokens, 0)) || !SPEAKING.has(wordAt(tokens, 1)))
    return tokens;
  return endClause([...tokens.slice(0, -2), as('still', more)]);
}

/** What one will be is on record where it is planned. */
const PLANNED = new Set('seen seeing free busy available going visiting expected needed having'.split(' '));

function as(word: string, at: Token): Token {
  return { ...at, word, stem: word, last: false };
}

/** "Would I be allergic to latex?" as "am I allergic to latex?", "would the Lipitor be giving ..." as "is". */
function withBe(tokens: readonly Token[]): readonly Token[] {
  const would = tokens.findIndex(({ word }) => word === 'would' || word === 'will');
  const first = tokens[would];
  if (first === undefined || would > 2) return tokens;
  if (would > 0 && !ASKING.has(wordAt(tokens, 0))) return tokens;
  const be = tokens.findIndex(({ word }, index) => index > would + 1 && word === 'be');
  const subject = wordAt(tokens, would + 1);
  // "Will I see Dr. Raman this year?", "will I have an appointment?": it is planned, or it is not.
  const isSeen = first.word === 'will' && isAnyOf(subject, 'i we') && would === 0 && isPlanned(tokens);
  if (isSeen) return [as('do', first), ...tokens.slice(1)];
  if (be < 0 || be > would + 4 || subject === 'you') return tokens;
  // "What will my weight be?" asks of what no record has.
  if (first.word === 'will' && !PLANNED.has(wordAt(tokens, be + 1))) return tokens;
  // "Would it be possible" and "would it be right to say" are no questions of a record.
  if (isAnyOf(subject, 'it that') && would === 0) return tokens;
  const verb = subject === 'i' ? 'am' : isAnyOf(subject, 'we they these those') ? 'are' : 'is';
  const [done, by] = [tokens[be + 1], tokens[be + 2]];
  // What will be seen is not past: "will she be seen by the dentist?" as "is she seeing the dentist?".
  const isSeenBy = done?.word === 'seen' && by?.word === 'by';
  const behind =
    isSeenBy && done !== undefined ? [as('seeing', done), ...tokens.slice(be + 3)] : tokens.slice(be + 1);
  return [...tokens.slice(0, would), as(verb, first), ...tokens.slice(would + 1, be), ...behind];
}

/** "Will I see", "will I go to", "will I have another visit": said of visits alone. */
function isPlanned(tokens: readonly Token[]): boolean {
  const verb = wordAt(tokens, 2);
  const isHad =
    verb === 'have' && tokens.some(({ word }) => isAnyOf(word, 'appointment appointments visit visits'));
  return isHad || isAnyOf(verb, 'see visit meet') || (verb === 'go' && wordAt(tokens, 3) === 'to');
}

/** "What have I to eat with?" as "what do I have to eat with?", "I got any eye drops?" as "do I have any eye drops?". */
function withDoHave(given: readonly Token[]): readonly Token[] {
  // "Have I many refills left?"
  const isMany =
    given[0]?.word === 'have' && SPEAKING.has(wordAt(given, 1)) && isAnyOf(wordAt(given, 2), 'many much');
  const tokens = isMany ? given.toSpliced(2, 1) : given;
  const have = tokens.findIndex(
    ({ word }, index) =>
      word === 'have' && SPEAKING.has(wordAt(tokens, index + 1)) && tokens[index + 2]?.word === 'to',
  );
  const [first, second, third] = tokens;
  const [auxiliary, subject] = [tokens[have], tokens[have + 1]];
  if (have >= 0 && auxiliary !== undefined && subject !== undefined)
    return [
      ...tokens.slice(0, have),
      as('do', auxiliary),
      subject,
      as('have', auxiliary),
      ...tokens.slice(have + 2),
    ];
  // "Got anything on Friday?"
  const [got, thing] = [first?.word === 'got', wordOf(second)];
  if (first !== undefined && got && isAnyOf(thing, 'any anything anywhere'))
    return [as('have', first), as('i', first), ...tokens];
  const isGot =
    first !== undefined &&
    SPEAKING.has(first.word) &&
    second?.word === 'got' &&
    isAnyOf(wordOf(third), 'any a an anything some something');
  return isGot && first !== undefined && second !== undefined
    ? [as('do', first), first, as('have', second), ...tokens.slice(2)]
    : tokens;
}

/** "Albuterol: on it?" as "am I on albuterol?". */
function withoutPronounOfHeading(tokens: readonly Token[]): readonly Token[] {
  const [on, it] = tokens.slice(-2);
  const still = tokens.at(-3)?.word === 'still' ? 1 : 0;
  const topic = tokens.slice(0, -2 - still);
  if (on?.word !== 'on' || !isAnyOf(wordOf(it), 'it that them') || topic.length === 0) return tokens;
  if (topic.some(({ word }) => ASKING.has(word) || AUXILIARIES.has(word) || PERSONS.has(word))) return tokens;
  const [first] = topic;
  if (first === undefined || topic.length > MAX_TOPIC || isAnyOf(first.word, 'any some no all left'))
    return tokens;
  const put = ['am', 'i', ...(still === 1 ? ['still'] : []), 'on'].map((word) => as(word, first));
  return endClause([...put, ...topic.map((token) => ({ ...token, last: false }))]);
}

const MAX_TOPIC = 7;
const STANDING_IN = new Set(
  'it that this them those these they he she him her his their one ones there'.split(' '),
);

/** "Friday free?", "free on Friday?": of what the day is. */
function withFreeDay(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens;
  const [lead, last] = [wordOf(first), wordOf(tokens.at(-1))];
  const isLast = isAnyOf(last, 'free busy available open clear');
  if (first === undefined || tokens.length < 2 || tokens.length > MAX_FREE || (!isLast && lead !== 'free'))
    return tokens;
  const isSaid = ({ word }: Token) => ASKING.has(word) || AUXILIARIES.has(word) || PERSONS.has(word);
  return tokens.some(isSaid)
    ? tokens
    : [...(isLast ? ['is'] : ['am', 'i']).map((word) => as(word, first)), ...tokens];
}
const MAX_FREE = 5;

/** "In May, did I see Dr. Chen?", "my medicines: is Zyrtec current?": what is said in front comes last. */
function withTopicBehind(tokens: readonly Token[]): readonly Token[] {
  if (ASKING.has(wordAt(tokens, 0)) || AUXILIARIES.has(wordAt(tokens, 0))) return tokens;
  const at = tokens.findIndex(
    ({ word }, index) => index > 0 && (AUXILIARIES.has(word) || isAnything(tokens, index)),
  );
  const front = tokens.slice(0, at);
  const rest = tokens.slice(at);
  if (at < 1 || at > MAX_TOPIC || rest.length < 2) return tokens;
  const isApart = front.at(-1)?.last === true;
  const isAsked = isApart || isAnyOf(wordAt(rest, 1), 'i we there');
  if (!isAsked || front.some(({ word }) => PERSONS.has(word) || LEADING.has(word) || ASKING.has(word)))
    return tokens;
  if (rest.some(({ word }) => STANDING_IN.has(word) || ASKING.has(word))) return tokens;
  // A clause in front of the last one would be another remark.
  if (front.slice(0, -1).some(({ last }) => last) || rest.slice(0, -1).some(({ last }) => last))
    return tokens;
  return endClause([...rest, ...front].map((token) => ({ ...token, last: false })));
}
const LEADING = new Set('and or but so also if whether no yes not only whereabouts'.split(' '));

/** "Friday: anything on?" */
function isAnything(tokens: readonly Token[], at: number): boolean {
  return isAnyOf(wordAt(tokens, at), 'any anything anywhere') && tokens[at - 1]?.last === true;
}

/** What one has to do with a medicine is how it is meant to be taken. */
const DUTY = /^(?:(?:have|need|has|got) to|(?:am|was) (?:supposed|meant) to|must) /;
/** What one may or could do is not what one does. */
const MAY = new Set('can could should may might would'.split(' '));

/** "Is metformin something that I have to take with food?" as "do I take metformin with food?". */
function withSomething(tokens: readonly Token[]): readonly Token[] {
  const [be, ...rest] = tokens;
  const at = rest.findIndex(({ word }) => word === 'something' || word === 'one');
  if (be === undefined || !isAnyOf(be.word, 'is are was were') || at < 1 || at > MAX_TOPIC) return tokens;
  const topic = rest.slice(0, at).map((token) => ({ ...token, last: false }));
  const start = at + (isAnyOf(wordAt(rest, at + 1), 'that which') ? 2 : 1);
  const speaker = rest[start];
  if (speaker === undefined || !SPEAKING.has(speaker.word)) return tokens;
  if (topic.some(({ word }) => ASKING.has(word) || AUXILIARIES.has(word) || PERSONS.has(word))) return tokens;
  const behind = rest.slice(start + 1);
  const duty =
    DUTY.exec(`${joinedWords(behind)} `)?.[0]
      .trim()
      .split(' ').length ?? 0;
  const [verb, ...more] = behind.slice(duty);
  if (verb === undefined || MAY.has(verb.word)) return tokens;
  if (behind.some(({ word }) => word === 'not' || word === 'because')) return tokens;
  // "Something I am allergic to", "something I take at night".
  if (isAnyOf(verb.word, 'am was')) return endClause([verb, speaker, ...more, ...topic]);
  const auxiliary = isAnyOf(be.word, 'was were') ? 'did' : 'do';
  return endClause([as(auxiliary, be), speaker, { ...verb, last: false }, ...topic, ...more]);
}

const OBJECTLESS =
  /^(?:am|are|is) (?:i|we) (?:still |really |also |even )?(allergic|sensitive|intolerant)$|^do (?:i|we) (?:still |also |even )?(react)(?: badly)?$/;

/** "Gluten, am I allergic?" as "am I allergic to gluten?". */
function withObjectBehind(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ word }) => isAnyOf(word, 'am are is do'));
  if (at < 1 || at > MAX_TOPIC) return tokens;
  const [topic, rest] = [tokens.slice(0, at), tokens.slice(at)];
  const isPlain = !topic.some(
    ({ word }) => ASKING.has(word) || AUXILIARIES.has(word) || PERSONS.has(word) || LEADING.has(word),
  );
  const [first] = topic;
  if (!isPlain || first === undefined || !OBJECTLESS.test(joinedWords(rest))) return tokens;
  return endClause([...rest, as('to', first), ...topic].map((token) => ({ ...token, last: false })));
}

/** What is on such a list is had, or taken. */
const LISTS =
  /^on (?:my|our|the) (?:list of )?(?:(allergy|allergies|allergen|allergens)|(?:medication|medications|medicine|medicines|med|meds|drug|drugs|pill|pills|prescription|prescriptions))(?: (?:list|record|records|file|chart|sheet))?$/;

/** "Is there shellfish on my allergy list?" as "am I allergic to shellfish?". */
function withListed(tokens: readonly Token[]): readonly Token[] {
  const [be] = tokens;
  const start = tokens[1]?.word === 'there' ? 2 : 1;
  const on = tokens.findIndex(({ word }, index) => index > start && word === 'on');
  if (be === undefined || !isAnyOf(be.word, 'is are') || on < 0 || on - start > MAX_NAME) return tokens;
  const list = LISTS.exec(
    tokens
      .slice(on)
      .map(({ word }) => word)
      .join(' '),
  );
  const topic = tokens.slice(start, on);
  if (list === null || topic.some(({ word }) => LISTED_BESIDE.has(word))) return tokens;
  const asked = list[1] === undefined ? ['do', 'i', 'take'] : ['am', 'i', 'allergic', 'to'];
  return endClause([
    ...asked.map((word) => as(word, be)),
    ...topic.map((token) => ({ ...token, last: false })),
  ]);
}
const MAX_NAME = 4;
const LISTED_BESIDE = new Set(
  (
    'any anything something more all still what which that it this them not i we my our ' + 'everything'
  ).split(' '),
);
