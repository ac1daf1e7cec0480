import { isAnyOf } from '../words/any-of.ts';
import { endClause, joinedWords, putWord, putWords, type Token, wordAt, wordOf } from '../words/token.ts';

/**
 * Ways to ask of money that speakers of other languages, and people in a hurry, have: "what is biggest purchase in
 * June?", "was it more on groceries in May than in June?", "the difference in fuel between May and June".
 */

/** "Clinic payments to date" as "clinic payments so far". Behind a beginning it is the end of a time: "from March to date". */
function withoutToDate(tokens: readonly Token[]): readonly Token[] {
  const isLast = /(?:^| )(?:to date|(?:till|until) now)$/.test(joinedWords(tokens));
  const isEnd = tokens.some(({ word }) =>
    isAnyOf(word, 'from since between after starting beginning up year month week quarter'),
  );
  const at = tokens.length - 2;
  const [first] = tokens.slice(at);
  if (first === undefined || !isLast || isEnd || at < 1) return tokens;
  return endClause([...tokens.slice(0, at), ...putWords(first, 'so far')]);
}

export function withUsualMoney(given: readonly Token[]): readonly Token[] {
  const tokens = withoutToDate(given);
  const told = withEarnedAtWork(
    withoutBothAsked(withCostOfOne(inOtherWords(withGoneOut(withBounded(withExpense(withRefunds(tokens))))))),
  );
  return withDifferenceBetween(withMoreSpent(withLeftOut(withArticle(told))));
}

/** How a question begins, and how most people would begin it. */
const BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [/^who (?:has been|have been|was|were|got|is|gets) paid (?:the )?most(?= |$)/, 'who did i pay the most'],
  [
    /^how much (?:money )?(?:did )?(?:i|we) (?:get|got|receive|received|take|took) from (?:my |our |the )?(?:employer|company|work|job|firm|boss)(?= |$)/,
    'how much did i earn at work',
  ],
  [/^whom? did (?:i|we) (?:last|most recently) pay(?= |$)/, 'what was my last payment'],
  [/^whom? did (?:i|we) pay (?:last|most recently)(?= |$)/, 'what was my last payment'],
  [
    /^how much (?:more|less|higher|lower) is (?:my|our) (?:salary|pay|wages?|paycheck) (?:now )?than last year$/,
    'how much did my salary go up since last year',
  ],
  [/^everything but (?=(?:the )?[a-z])/, 'all spending excluding '],
  [
    /^how much (?:money )?(?=(?:besides|apart from|excluding|without|other than|except|not counting|aside from) )/,
    'how much did i spend ',
  ],
  [
    /^(?:any |my |our )?(?:other )?income (?=(?:apart from|besides|other than|except|excluding|aside from) )/,
    'what income did i have ',
  ],
  [/^rank (?:my |the |our )?(?:spending )?categories(?= |$)/, 'spending by category'],
  [/^who gave (?:me|us) (?:a |any |some )?refunds?(?= |$)/, 'who refunded me'],
  [/^(?:bought|ordered|purchased) (?=(?:anything|something|any)\b)/, 'did i buy '],
  [/^have any(?= (?:bills?|expenses?|payments?|charges?|purchases?|refunds?)\b)/, 'do i have any'],
  [/^how (?:expensive|pricey|costly) (?=(?:is|was|were|are) )/, 'how much '],
];

/** "Has the rent gone out?" as "did the rent go out?" */
function withGoneOut(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens;
  const gone = tokens.findIndex(
    ({ word }, at) => word === 'gone' && isAnyOf(wordAt(tokens, at + 1), 'out off'),
  );
  const verb = tokens[gone];
  if (first === undefined || verb === undefined || !isAnyOf(first.word, 'has have') || gone > MAX_NAMED + 1)
    return tokens;
  return [putWord(first, 'did'), ...tokens.slice(1, gone), putWord(verb, 'go'), ...tokens.slice(gone + 1)];
}

function inOtherWords(tokens: readonly Token[]): readonly Token[] {
  const [first, second, own] = tokens;
  // "How is my spending this month vs last?"
  const isOfTwo =
    first?.word === 'how' && isAnyOf(wordOf(second), 'is are') && isAnyOf(wordOf(own), 'my our');
  if (isOfTwo && tokens.some(({ word }) => isAnyOf(word, 'vs versus compared'))) return tokens.slice(2);
  const words = joinedWords(tokens);
  for (const [pattern, as] of BEGINNINGS) {
    const said = pattern.exec(words)?.[0].trim();
    if (said === undefined || first === undefined) continue;
    const rest = tokens.slice(said.split(' ').length);
    return [...putWords(first, as.trim()), ...rest];
  }
  return tokens;
}

/** "What did the priciest meal cost?" as "what was the priciest meal?" */
function withCostOfOne(tokens: readonly Token[]): readonly Token[] {
  const lead =
    wordAt(tokens, 0) === 'what' ? 1 : wordAt(tokens, 0) === 'how' && wordAt(tokens, 1) === 'much' ? 2 : 0;
  const did = tokens[lead];
  const isOfOne =
    lead > 0 &&
    did?.word === 'did' &&
    isAnyOf(wordAt(tokens, lead + 1), 'my our the') &&
    (EXTREME.test(wordAt(tokens, lead + 2)) || wordAt(tokens, lead + 2) === 'most');
  const cost = tokens.findIndex(({ word }) => word === 'cost');
  if (did === undefined || !isOfOne || cost < lead + 4) return tokens;
  return endClause([
    ...tokens.slice(0, lead),
    putWord(did, 'was'),
    ...tokens.slice(lead + 1, cost),
    ...tokens.slice(cost + 1),
  ]);
}

/** "How much money did I get last month from my work?" as "how much did I earn last month at work?" */
function withEarnedAtWork(tokens: readonly Token[]): readonly Token[] {
  const from = tokens.findIndex(
    ({ word }, index) =>
      word === 'from' &&
      isAnyOf(wordAt(tokens, index + 1), 'my our') &&
      isAnyOf(wordAt(tokens, index + 2), 'work job employer'),
  );
  const get = tokens.findIndex(
    ({ word }, index) =>
      isAnyOf(word, 'get got receive received') && isAnyOf(wordAt(tokens, index - 1), 'i we'),
  );
  const [verb] = tokens.slice(get);
  // What comes back is no pay.
  if (from < 0 || get < 0 || get > from || verb === undefined) return tokens;
  if (tokens.some(({ word }) => isAnyOf(word, 'back refund refunds reimbursed refunded'))) return tokens;
  return endClause(tokens.toSpliced(from, 3).with(get, putWord(verb, 'earn')));
}

/** "Did we exceed two thousand dollars in May?": "did we spend more than two thousand dollars in May?" */
function withBounded(tokens: readonly Token[]): readonly Token[] {
  const [did, subject, verb, ...rest] = tokens;
  const isAsked = isAnyOf(wordOf(did), 'did have do') && isAnyOf(wordOf(subject), 'i we');
  const isOver = /^(?:exceed|exceeded|surpass|surpassed|top|topped|pass|passed|break|cross|crossed)$/.test(
    wordOf(verb),
  );
  if (did === undefined || subject === undefined || verb === undefined || !isAsked || !isOver) return tokens;
  if (rest[0]?.kind !== 'number') return tokens;
  const of = rest.findIndex(
    ({ word }, at) => word === 'of' && isAnyOf(wordAt(rest, at + 1), 'expenditure spending expenses outlay'),
  );
  return [did, subject, ...putWords(verb, 'spend more than'), ...(of < 0 ? rest : rest.toSpliced(of, 2))];
}

/** "The Costco refund, how much and when?": of each payment the amount and the day are told together. */
const BOTH =
  /^(?:how much and when|when and how much|how much and (?:on )?what (?:day|date)|the date and (?:the )?amount|date and amount|(?:the )?amount and (?:the )?date|amount date|date amount|(?:the )?date and (?:the )?(?:figure|sum|cost|price)|(?:the )?(?:figure|sum|cost|price) and (?:the )?date|what and when|when and what)$/;
/** "Amazon this year: number, sum": the sum is told with how many it is of. */
const COUNTED =
  /^(?:how many and how much|how much and how many|(?:the )?(?:number|count) (?:and |and the )?(?:sum|total|amount)|(?:the )?(?:sum|total|amount) (?:and |and the )?(?:number|count))$/;
function withoutBothAsked(tokens: readonly Token[]): readonly Token[] {
  for (let length = 5; length > 1; length -= 1) {
    const at = tokens.length - length;
    const [first] = tokens.slice(at);
    if (at < 1 || first === undefined || tokens[at - 1]?.last !== true) continue;
    const asked = joinedWords(tokens.slice(at));
    if (COUNTED.test(asked)) return endClause([...tokens.slice(0, at), ...putWords(first, 'how much')]);
    if (BOTH.test(asked)) return endClause(tokens.slice(0, at));
  }
  return tokens;
}

/** "The rent aside, ...": what is left out stands in front. */
function withLeftOut(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ word, last }, index) => word === 'aside' && last && index > 0);
  if (at < 0) return tokens;
  const start = tokens.findLastIndex(({ last }, index) => last && index < at) + 1;
  const named = tokens.slice(start, at);
  const [first] = named;
  if (
    first === undefined ||
    named.length > MAX_NAMED ||
    isAnyOf(first.word, 'leave leaving set setting put putting')
  )
    return tokens;
  return [
    ...tokens.slice(0, start),
    putWord(first, 'excluding'),
    ...named.slice(0, -1),
    ...named.slice(-1).map((token) => ({ ...token, last: true })),
    ...tokens.slice(at + 1),
  ];
}

/** "Any money back lately?" as "any refunds lately?" */
function withRefunds(tokens: readonly Token[]): readonly Token[] {
  const [any, money, back, ...rest] = tokens;
  const isBack = any?.word === 'any' && isAnyOf(wordOf(money), 'money cash') && back?.word === 'back';
  return isBack ? [any, { ...back, word: 'refunds', stem: 'refund' }, ...rest] : tokens;
}

const EXTREME = /^(?:biggest|largest|highest|greatest|smallest|lowest|cheapest|dearest|costliest|priciest)$/;
/** "My biggest single debit", "the lowest bill": of all that was paid, where it is not said what for. */
function withExpense(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ word }) => EXTREME.test(word));
  const bounded = withBills(tokens);
  if (bounded !== undefined) return bounded;
  const single = wordAt(tokens, at + 1) === 'single' ? 1 : 0;
  const bill = tokens[at + 1 + single];
  if (at < 0 || bill === undefined || !/^(?:bills?|debits?|outgoings?)$/.test(bill.word)) return tokens;
  const word = bill.word.endsWith('s') ? 'expenses' : 'expense';
  return [...tokens.slice(0, at + 1), { ...bill, word, stem: 'expense' }, ...tokens.slice(at + 2 + single)];
}

/** "Any bills over 400": of all that was paid. */
function withBills(tokens: readonly Token[]): readonly Token[] | undefined {
  const at = tokens.findIndex(
    ({ word }, index) =>
      isAnyOf(word, 'bill bills') &&
      isAnyOf(wordAt(tokens, index - 1), 'any all the my our which what many every') &&
      isAnyOf(
        wordAt(tokens, index + 1),
        'over above under below bigger larger more greater higher exceeding less',
      ),
  );
  const bill = tokens[at];
  if (at < 1 || bill === undefined) return undefined;
  return tokens.with(at, { ...bill, word: 'expenses', stem: 'expense' });
}

const SUPERLATIVE =
  /^(?:biggest|largest|highest|greatest|smallest|lowest|cheapest|dearest|costliest|priciest|average|total|last|latest|most|sum|monthly|amount)$/;

/** "What is biggest purchase in June?": with the article that is missing. */
function withArticle(tokens: readonly Token[]): readonly Token[] {
  const [first, second, third] = tokens;
  const isAsked = isAnyOf(wordOf(first), 'what which how') && isAnyOf(wordOf(second), 'is was were are');
  if (third === undefined || !isAsked || !SUPERLATIVE.test(third.word)) return tokens;
  return [...tokens.slice(0, 2), putWord(third, 'the'), ...tokens.slice(2)];
}

const SPENT_MORE: ReadonlyMap<string, string> = new Map([
  ['more', 'more'],
  ['less', 'less'],
  ['cheaper', 'less'],
  ['dearer', 'more'],
  ['pricier', 'more'],
]);
/** "Was it more on groceries in May than in June?": "did I spend more on groceries in May than in June?" */
function withMoreSpent(tokens: readonly Token[]): readonly Token[] {
  const [be, it, more, on] = tokens;
  if (be === undefined || !isAnyOf(be.word, 'is was') || !isAnyOf(wordOf(it), 'it that')) return tokens;
  const amount = SPENT_MORE.get(wordOf(more));
  const isMore = amount !== undefined && isAnyOf(wordOf(on), 'on at for');
  if (!isMore || !tokens.some(({ word }) => word === 'than')) return tokens;
  return [...putWords(be, `did i spend ${amount}`), ...tokens.slice(3)];
}

/** "The difference in fuel between May and June" as "the difference between fuel in May and June". */
function withDifferenceBetween(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ word }) => word === 'difference');
  const between = tokens.findIndex(({ word }, index) => index > at && word === 'between');
  const [, preposition, ...named] = tokens.slice(at, between);
  const [start] = tokens.slice(between, between + 1);
  if (at < 0 || between < 0 || start === undefined || preposition === undefined) return tokens;
  if (!isAnyOf(preposition.word, 'in on for of') || named.length === 0 || named.length > MAX_NAMED)
    return tokens;
  // What one earns is compared by what is paid, and not by what a year of it comes to.
  if (named.some(({ word }) => PAY.test(word))) return tokens;
  const behind = tokens.slice(between + 1);
  const isPlaced = isAnyOf(wordAt(behind, 0), 'in on at this last next the');
  const lead = isAnyOf(wordAt(tokens, 0), 'how') ? putWords(start, 'what is the') : tokens.slice(0, at);
  return endClause([
    ...lead,
    putWord(start, 'difference'),
    putWord(start, 'between'),
    ...named.map((token) => ({ ...token, last: false })),
    ...(isPlaced ? [] : [putWord(start, 'in')]),
    ...behind,
  ]);
}
const MAX_NAMED = 4;
const PAY = /^(?:salary|wages?|pay|paycheck|income|earnings)$/;
