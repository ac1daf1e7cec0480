import { Pattern } from './pattern.ts';

/** The words every question is made of, whatever its subject. */

export const patterns = (...sources: readonly string[]): readonly Pattern[] =>
  sources.map((source) => new Pattern(source));

/** "remind me what ..." asks; "remind me to ..." does not. */
export const REMINDING = ['remind', 'me'] as const;

/** Words that change nothing, wherever they stand. */
export const STOP_WORDS = new Set(
  (
    'a an the my me mine i is are am was were be been being do does did done have has had having will shall would what which there any ' +
    'some of and? record records recorded listed got get getting gotten show list give tell please just really actually currently? ' +
    'documented noted registered ' +
    'myself name? own kind? different? whats full details detail info information money overall? exactly ever so far yet'
  )
    .split(' ')
    .filter((word) => !word.endsWith('?')),
);

/** Words that place what follows them; they change nothing before something that is understood. */
export const PREPOSITIONS = new Set(
  'of in on at with for to from by about during over within as into against'
    .split(' ')
    .filter((word) => !word.endsWith('?')),
);

/** Pronouns stand for something said before; without it they are not understood. */
export const PRONOUNS = new Set(
  'it that this them those these they one ones he she its same there'.split(' '),
);

export const HERS = new Set('his her him their them'.split(' '));

/** How a yes-or-no question begins. */
export const YES_NO = new Set('am is are was were do does did have has had will any'.split(' '));

export const SPEAKER = new Set(['i', 'me', 'my', 'mine', 'myself']);
export const TOGETHER = new Set(['we', 'us', 'our', 'ours']);

/** People who are not the speaker. */
export const OTHERS = new Set(
  (
    'he she his her hers him they their theirs them you your yours everyone everybody somebody someone anyone anybody nobody patient patients people person family ' +
    'wife husband spouse partner son daughter child children kid kids baby mother mom mum mommy father dad daddy parent parents brother sister sibling siblings ' +
    'grandmother grandma granny grandfather grandpa grandson granddaughter grandchild grandchildren uncle aunt cousin niece nephew friend girlfriend boyfriend neighbor neighbour ' +
    'boss colleague coworker roommate guest fiance fiancee stepson stepdaughter stepmother stepfather inlaw missus missis wifey hubby mummy mama mam papa lad lass gran nan nana granddad grandad boy girl'
  ).split(' '),
);

/** Animals of the house: records have what a family is allergic to and spends on them, and nothing of their own. */
export const PETS = new Set(
  'dog cat puppy kitten kitty pet hamster rabbit horse parrot bird guinea'.split(' '),
);

/** What is asked of records, whatever they are. */
export const TARGETS = {
  until: patterns(
    'how many day|week|month .. until|till|to|before',
    'how many day|week|month ... until|till',
    'how many day|week|month away',
    'how long until|till|before',
    'how long .. until|till',
    'how soon',
    'how far away|off',
    'how long to',
    'how many day|week|month is it until|till|to|before',
    'how long is it until|till|to|before',
    'how many more day|week|month until|till|to|before',
    'how many more day|week|month is it until|till|to|before',
    'in how many day|week|month',
    'day|week|month until|till|to',
    'how many sleep until|till|to|before',
    'how many more sleep until|till',
    'how long|far|soon until|till|to|before ... in day|week|month',
    'how many day|week|month remain|remaining|left|more until|till|to|before',
    'how many day|week|month do|have i|we have|got until|till|to|before',
    'how many day|week|month are there|left until|till|to|before',
    'how much time|longer remain|remains|left|is until|till|to|before',
    'how much time|longer until|till|to|before',
    'how much time|longer do|have i|we have|got until|till|to|before',
    'how much longer|more until|till|to|before',
    'how long have|do i|we got|have until|till|to|before',
    'how long is left|there until|till|to|before',
    'count|counting .. day|week|month|sleep until|till|to|before',
    'number of day|week|month|sleep until|till|to|before',
    'day|week|month left until|till|to|before',
    'countdown until|till|to',
  ),
  times: patterns('how many times', 'how many more times', 'how often'),
  count: patterns(
    'count up|out how many',
    'how many',
    'number of',
    'count',
    'how many different',
    'total number of',
  ),
  average: patterns(
    'average',
    'average|averaging|averaged out',
    'average|mean of',
    'on average',
    'mean',
    'typical|typically',
    'averaged',
    'usual|usually|normally|generally',
    'per visit|trip|time|purchase|transaction|order|meal|shop|bill|go',
    'each|every time|visit|trip',
    'a visit|time$',
  ),
  trend: patterns(
    'how many pound|lb|kilo ... lost|lose|gained|gain|dropped|drop',
    'trend|trending',
    'how ... changed|change|changing',
    'going|gone|went up|down',
    'put|putting on',
    'put|putting on .. weight',
    'up or down',
    'how much ... lost|lose|gained|gain|dropped|drop',
    'did ... lose|gain',
    'lost|lose|gained|gain|losing|gaining',
    'lost|lose|losing or gained|gain|gaining',
    'gained|gain|gaining or lost|lose|losing',
    'put|putting on or lost|lose|losing',
    'lost|lose|losing or put|putting on',
    'go|goes|going|gone|went|come|came up or down',
    'rise|rising|risen|rose or fall|falling|fallen|fell|drop|dropped',
    'fall|falling|fallen|fell|drop|dropped or rise|rising|risen|rose',
    'i|we down|up',
    'down|up am|are|have i|we',
    'shed|shedding|drop',
    'go|come|came|coming up|down',
    'improved|improving|improve',
    'loss|gain|drop|rise|fall in',
    'loss|gain',
    'climb|climbing|climbed|stable|steady',
    'rising|falling|increasing|decreasing|increased|decreased|increase|decrease|dropped|risen|fallen|rose|fell',
    'history',
    'over time',
    'changed|change',
    'progress',
    'develop|developed',
    'getting better|worse',
    'better or worse',
    'higher or lower',
    'difference',
    'heavier|lighter|thinner|fatter|slimmer|skinnier|leaner',
    'heavier|lighter or lighter|heavier',
    'thinner|fatter or thinner|fatter',
    'how many pound|lb|kilo|kg ... loose|taken|took|take|put',
    'taken|took|take|come|came off',
    'total|overall|net .. loss|gain|change|drop',
    'lb|lbs|pound|kilo|kg lost|lose|loose|gained|gain|dropped|shed',
    'been going',
    'been going over time',
    'developing|development|evolved|evolving|moved|moving',
    'go|goes|going|gone over time',
    'how ... going|gone|gotten on',
    'loose|loosing',
    'heading up|down',
    'going|gone|heading|headed|moving|moved the|in right|wrong way|direction',
    'going|gone|heading|headed|moving|moved in the right|wrong way|direction',
    'on the right track',
  ),
  when: patterns(
    'when',
    'what|which day|date',
    'what|which morning|afternoon|evening',
    'on what|which day|date|morning|afternoon|evening',
    'date of',
    'date',
    'what is|was the day|date',
    'what is|was the day|date of',
    'the day|date of',
    'how long ago',
    'since when',
    'how recently',
  ),
  sum: patterns(
    'how much',
    'total',
    'in total',
    'sum',
    'altogether',
    'all together',
    'in all',
    'all in$',
    'summed|totalled|totaled|added up',
    'summed|totalled|totaled',
    'sum total',
    'how many dollar|euro|buck',
    'sum of',
    'how much money',
    'total amount',
    'amount',
    'grand total',
    'overall',
    'all told',
    'tot|total|add|sum|reckon up',
    'tot|add|sum|lump together',
    'as|in one figure|number|sum|amount|total',
    'in 1 figure|number|sum|amount|total',
  ),
  exists: patterns(
    'is there anything|something|any',
    'is there',
    'are there',
    'on record',
    'anything|something',
    'any',
  ),
} as const;

export const ORDERS = {
  next: patterns('next', 'next time', 'soonest', 'next one', 'coming up next', 'comes|come next'),
  last: patterns(
    'last',
    'latest',
    'most recent|recently',
    'newest',
    'previous',
    'last time',
    'last|latest|newest one',
    'most recent one',
    'when it|they is|was|were last|latest taken|measured|checked|recorded|done',
    'last|latest time it|they is|was|were taken|measured|checked|recorded|done',
    'last time i|we|they took|measured|checked|recorded|did it|them',
  ),
  recent: patterns('recent|recently', 'lately'),
  first: patterns('first', 'earliest', 'oldest', 'first time', 'very first', 'on|taking|using .. longest'),
  max: patterns(
    'biggest|largest|highest|greatest',
    'single biggest|largest|highest|greatest|dearest|costliest|worst',
    'single most expensive|costly|severe|serious',
    'top',
    'top cost|costing|price|priced',
    'most expensive',
    'worst',
    'dearest|costliest',
    'most costly',
    'most severe|serious',
    'most severely|seriously|badly|dangerously|strongly|violently',
    'top as most serious|severe',
    'worst|most bad of all',
    'peak',
    'priciest',
    'heaviest',
    'record high',
    'most dangerous',
    'most big|large|high|great',
    'its|their highest|peak|maximum',
    'cost .. most',
  ),
  min: patterns(
    'smallest|lowest|least',
    'littlest|tiniest',
    'lowest value|cost|priced',
    'most small|low|cheap',
    'its|their lowest|minimum',
    'cheapest',
    'least expensive|severe|serious',
    'mildest',
    'lightest',
    'cost .. least',
  ),
} as const;
export type Order = keyof typeof ORDERS;
/** Of measurements only: a "minimum payment" is no payment that was made. */
export const EXTREMES = {
  max: patterns(
    'maximum|max',
    'most$',
    'at the|its|their most|highest|peak|maximum|worst',
    'how high ... been|got|gotten|get|gone|go|went|climb|climbed|rise|reach|come|came',
    'fastest|quickest|strongest',
    'high point',
  ),
  min: patterns(
    'minimum|min',
    'least$',
    'at the|its|their least|lowest|minimum',
    'how low ... been|got|gotten|get|gone|go|went|drop|dropped|fall|sink|come|came',
    'slowest|weakest',
    'low point',
  ),
} as const;

/** A limit on an amount: "over 100 dollars". */
export const OVER = patterns(
  'go|goes|went|gone|get|got|come|came over|above|past|beyond',
  'come|came to over|more',
  'come|came to more than',
  'in excess of',
  'north|upwards of',
  'exceed|exceeds|exceeded|surpass|surpassed',
  'over',
  'above',
  'more than',
  'at least',
  'greater|bigger|larger|higher than',
  'beyond|past',
  'exceed|exceeds|exceeded|exceeding',
  'in excess of',
  'upward|upwards|north of',
);
export const UNDER = patterns(
  'stay|stayed|keep|kept|come|came under|below',
  'under',
  'below',
  'less than',
  'at most',
  'smaller|lower than',
  'cheaper than',
);
export const CURRENCY = new Set([
  'dollar',
  'buck',
  'usd',
  'euro',
  'eur',
  'pound',
  'cent',
  'degree',
  'percent',
  'lb',
  'lbs',
  'kg',
  'kilo',
  'bpm',
]);

/** Everything is meant, not only what is usual. */
export const ALL_STATES = patterns(
  'all',
  'ever',
  'every',
  'all of .. my',
  'complete|entire|whole|full list',
  'each|every one of .. my',
  'each|every of .. my',
  'any and all',
  'at any|one|some time|point|stage',
  'since the beginning|start of .. records|record|time|everything',
  'since records began|begin|start|started',
  'since the beginning|start$',
  'since forever',
  'on any occasion',
  'everything',
  'in total',
  'altogether',
);

/** What is true now: it changes nothing where nothing else is meant anyway. */
export const NOW = patterns(
  'right now',
  'just now',
  'at the moment',
  'at this moment|time|point',
  'at present',
  'these days',
  'nowadays',
  'as of now|today',
  'for now',
  'currently|current|present|presently',
  'now',
);

/** What is planned or prescribed: it changes nothing beside a medicine or an appointment. */
export const SUPPOSED = patterns('supposed|meant|expected to be', 'supposed|meant|expected to');
/** The same where it is not asked for yes or no: "do I have to take it?" asks for a judgement. */
export const NEEDED = patterns('must', 'have|need|got|required to');

/** What came back is taken off what was spent. */
export const NETTED = patterns(
  'less|minus|after what|anything|whatever came|comes back',
  'less|minus refund|return',
  'net of refund|return',
  'net of the refund|return',
  'after .. refund|refunds|return|returns',
  'refund|refunds|return taken|took off',
  'with the refund|return taken off',
  'refund|refunds deducted|subtracted|included',
);

/**
 * Words with which a part of a question may restrict it, leave something out, or put it right. A part that has none of
 * them may be looked at by itself.
 */

/** Words that deny, leave out, add to or take back what was said. */
export const EXCLUDING: ReadonlySet<string> = new Set(
  (
    'not no never none nothing only except excluding including without with besides beside but instead rather if unless ' +
    'or than mean means meant wait total each'
  ).split(' '),
);

/** The same, and words that place, choose or compare. */
export const RESTRICTING: ReadonlySet<string> = new Set([
  ...EXCLUDING,
  ...(
    'within in at from by between more less over under above below when where which who whose that until till after ' +
    'during other others same one ones all every both any either last next first past while also'
  ).split(' '),
]);
