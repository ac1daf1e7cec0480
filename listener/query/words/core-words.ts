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
    'documented charted noted registered listed marked logged ' +
    'myself name? own kind? different? whats full details detail info information money overall? exactly ever so far yet'
  )
    .split(' ')
    .filter((word) => !word.endsWith('?')),
);

/** Words that place what follows them; they change nothing before something that is understood. */
export const PREPOSITIONS = new Set(
  'of in on at with for to from by about during over within as into against towards toward'
    .split(' ')
    .filter((word) => !word.endsWith('?')),
);

/** Pronouns stand for something said before; without it they are not understood. */
export const PRONOUNS = new Set(
  'it that this them those these they one ones he she its same there'.split(' '),
);

export const HERS = new Set('his her him their them'.split(' '));
/** What a question takes up somebody by, or something, that was told. */
export const OF_HIM = new Set('he she his him her its their'.split(' '));

/** Words that ask for something. */
export const ASKING: ReadonlySet<string> = new Set('what which when where who whom whose why how'.split(' '));

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
  'since i|we began|begin|start|started$',
  'since i|we first began|begin|start|started$',
  'since i|we joined|subscribed|signed up$',
  'since i|we joined|subscribed$',
  'on any occasion',
  'everything',
  'in total',
  'all|of all time',
  'of all time',
  'altogether',
);

/** What is true now: it changes nothing where nothing else is meant anyway. */
export const NOW = patterns(
  'right now',
  'just now',
  'at the moment',
  'at this moment|time|point|juncture|stage',
  'at this point in time',
  'as we speak',
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
  'less|minus the|my|any|all refund|return',
  'net spending|spend|cost|costs|expense|expenses|total',
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
