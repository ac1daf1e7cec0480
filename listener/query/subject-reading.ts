import {
  findAsk,
  findBounds,
  findDated,
  findFlow,
  findLimit,
  findOrder,
  findState,
  findTarget,
  flowIndices,
  plural,
} from './asked-for.ts';
import type { Catalogue, EntityMatch } from './catalogue.ts';
import { MEASURING, SPEAKER, STOP_WORDS, TOGETHER, YES_NO } from './core-words.ts';
import { goneOn } from './going-on.ts';
import { findEvery } from './pattern.ts';
import type { Calendar, FoundPeriod } from './period.ts';
import { periodBeside } from './period-beside.ts';
import { periodsIn } from './periods-in.ts';
import type { Flow, Operation, Person, Query } from './query.ts';
import { lately } from './relative-span.ts';
import { settleRest } from './remaining-words.ts';
import {
  asksForCalendar,
  isAdherence,
  isAhead,
  isDefinition,
  isIdentity,
  isOnList,
  isRun,
  isThing,
} from './sentence.ts';
import type { EntityKind, Measure, Subject } from './subject-table.ts';
import type { Token } from './tokens.ts';
import { range, WordUse } from './word-use.ts';

/** A question read as one about a subject: what of it is understood so, and which words are left. */

export interface Asked {
  /** The question as it was written; names are said as they stand there. */
  readonly text: string;
  /** Without greetings and the like. */
  readonly tokens: readonly Token[];
  /** Words that are accounted for already: those that name a person. */
  readonly settled: ReadonlySet<number>;
  readonly today: string;
  readonly person: Person | undefined;
  /** Whether it was said to show something: "list ...". */
  readonly shows: boolean;
  /** What the question goes on from, where it does. */
  readonly previous: Query | undefined;
}

export interface Reading {
  readonly subject: Subject;
  readonly query: Query | undefined;
  /** Words that nothing explains. */
  readonly remainder: readonly string[];
  /** Which tokens they are. */
  readonly left: readonly number[];
  /** A name that is not on record, where all that is left is one. */
  readonly unknown: { readonly kind: EntityKind; readonly name: string } | undefined;
  /** How much of it is words of this subject. */
  readonly score: number;
  /** Whether the subject was named at all. */
  readonly evident: boolean;
}

const PRICES = new Set([
  'dearest',
  'costliest',
  'costly',
  'expensive',
  'cheapest',
  'priciest',
  'heaviest',
  'lightest',
]);

export function readAs(subject: Subject, catalogue: Catalogue | undefined, asked: Asked): Reading {
  const reader = new Reader(subject, catalogue, asked);
  return reader.read();
}

class Reader {
  readonly #subject: Subject;
  readonly #catalogue: Catalogue | undefined;
  readonly #asked: Asked;
  readonly #tokens: readonly Token[];
  readonly #words: WordUse;

  constructor(subject: Subject, catalogue: Catalogue | undefined, asked: Asked) {
    this.#subject = subject;
    this.#catalogue = catalogue;
    this.#asked = asked;
    this.#tokens = asked.tokens;
    this.#words = new WordUse(asked.tokens, asked.settled);
  }

  read(): Reading {
    const subject = this.#subject;
    const own = this.#own();
    const sentence = { ...this.#asked, subject };
    const tense = this.#tense();
    const periods = this.#periods(tense);
    for (const { at, length } of periods) this.#words.use(range(at, length));
    const nouns = this.#words.spread(subject.words);
    const entities = this.#entities(nouns);
    const known = entities.filter(({ unknown }) => !unknown);
    const verbs = this.#words.spread(subject.verbs);
    for (const pattern of subject.words) {
      if (pattern.parts.length > 1)
        for (const match of findEvery(pattern, this.#tokens, this.#words.free)) this.#words.take(match);
    }
    const measures = this.#measures();
    const flowed = flowIndices(this.#words, this.#subject).length > 0;

    const flow = findFlow(this.#words, this.#subject, known);
    const dated = findDated(this.#words, subject, periods.length > 0);
    const ask = findAsk(this.#words, this.#subject);
    const target = findTarget(this.#words, this.#subject, ask);
    const order = plural(findOrder(this.#words, subject), nouns, this.#tokens);
    const limit = findLimit(this.#words, this.#subject, [
      ...(order?.indices ?? []),
      ...nouns,
      ...measures.flatMap(({ indices }) => indices),
    ]);
    const states = findState(this.#words, this.#subject);
    const bounds = findBounds(this.#words, this.#subject);
    for (const indices of [nouns, verbs]) this.#words.take(indices.filter(this.#words.free));
    if (nouns.length > 0 || verbs.length > 0 || flow !== undefined || target === 'sum') {
      this.#words.use(this.#words.spread(subject.beside));
    }
    if (measures.length > 0)
      for (const pattern of MEASURING)
        for (const match of findEvery(pattern, this.#tokens, this.#words.free)) this.#words.use(match);
    const yesNo = this.#yesNo();
    const unknown = settleRest(
      this.#words,
      sentence,
      entities,
      nouns.length > 0 || flow !== undefined || subject.verbs.length === 0,
    );
    const left = this.#words.left();

    const strongNouns =
      nouns.length > 0 &&
      (!subject.owned || own || this.#asked.shows || target === 'count' || known.length > 0);
    const isBare = this.#tokens.every(
      ({ word }, index) =>
        STOP_WORDS.has(word) || known.some(({ at, length }) => index >= at && index < at + length),
    );
    const isAlone =
      isBare && !this.#tokens.some(({ word }) => /^(ha[sd]|have|did|do|does|got|get)$/.test(word));
    const isNamed = ({ kind, rank }: EntityMatch) =>
      kind.names &&
      (!kind.needsWord || isAlone || verbs.length > 0 || (ask?.indices.length ?? 0) > 2) &&
      (rank === 'whole' || rank === 'group' || (rank === 'part' && kind === subject.entities[0]));
    const strong = strongNouns || measures.some((one) => !one.weak) || known.some(isNamed);
    // "What does Netflix cost?" is asked of Netflix, "what did Netflix cost in May?" of the records.
    const isOfRecords = periods.length > 0 || tense === 'past' || order !== undefined || this.#asked.shows;
    // "What went on gas?" is about money, "did the car blow?" is not.
    const isAsked = /^(what|how)$/.test(this.#tokens[0]?.word ?? '');
    const acts = known.some(({ group }) => group?.act === true);
    const isTitled =
      measures.length > 0 &&
      (order?.order === 'max' || order?.order === 'min') &&
      order.indices.includes(0) &&
      periods.length > 0;
    const weak =
      (verbs.length > 0 ||
        measures.length > 0 ||
        flowed ||
        (flow !== undefined && isAsked) ||
        acts ||
        dated !== undefined) &&
      (own || isTitled || (isOfRecords && known.some(({ rank }) => rank !== 'typo')));
    const summed =
      target === 'sum' &&
      subject.amount !== undefined &&
      isOfRecords &&
      known.some(({ rank }) => rank === 'whole' || rank === 'group');
    const isCalendar =
      nouns.length === 0 &&
      entities.length === 0 &&
      ask === undefined &&
      order === undefined &&
      tense !== 'past' &&
      asksForCalendar(sentence, periods[0]?.period);
    const evident = strong || weak || summed || isCalendar || this.#asked.previous?.subject === subject;
    // "Have I paid the rent?" asks of the latest one: which month is meant is not said.
    const isDue =
      yesNo &&
      subject.amount !== undefined &&
      flow === 'spent' &&
      target === undefined &&
      order === undefined &&
      periods.length === 0 &&
      this.#tokens[0]?.word === 'have' &&
      !this.#tokens.some(({ word }) => word === 'ever');
    const operation = isDue ? 'when' : this.#operation(target, flow, yesNo, nouns.length > 0);
    const period =
      periods[0]?.period ??
      (order?.order === 'recent' &&
      ['sum', 'count', 'times', 'average', 'exists', 'trend'].includes(operation)
        ? lately(this.#asked.today)
        : undefined);
    const complete =
      !isAhead(sentence, tense, period, flow, order?.order) &&
      left.length === 0 &&
      unknown === undefined &&
      periods.length <= 1 &&
      !isThing(sentence, known) &&
      !isRun(known) &&
      entities.every((one) => !one.unknown);
    const person = this.#asked.person;
    // How many, and which end of the list: together they ask for what no answer here is.
    const counts = operation === 'count' || operation === 'times';
    // "Was my last appointment with Dr. Johnson?" asks of the last one, "is X my worst?" of the worst.
    const isPointed =
      yesNo &&
      order !== undefined &&
      order.order !== 'recent' &&
      (known.length > 0 || period !== undefined) &&
      /^(is|was|are|were|am)$/.test(this.#tokens[0]?.word ?? '');
    const hasSize =
      subject.amount !== undefined ||
      subject.measures.length > 0 ||
      (subject.ranks !== undefined && !this.#tokens.some(({ word }) => PRICES.has(word)));
    const isSizeless = (order?.order === 'max' || order?.order === 'min') && !hasSize;
    const isCut =
      isPointed ||
      isSizeless ||
      // "Anything with Dr. Chen?" asks for no doctor.
      (subject.date === undefined && this.#tokens.some(({ word }) => /^(any|some)thing$/.test(word))) ||
      (limit !== undefined &&
        (counts || operation === 'exists' || (operation === 'average' && subject.measures.length === 0))) ||
      (counts && order !== undefined && order.order !== 'recent' && order.order !== 'next');
    const isUnnamed =
      yesNo &&
      nouns.length === 0 &&
      known.length === 0 &&
      target === undefined &&
      !states.said &&
      periods.length === 0 &&
      this.#asked.previous === undefined;
    const isOthers = person !== undefined && subject.person === undefined;
    const read: Query | undefined =
      !evident ||
      isCut ||
      isOthers ||
      (nouns.length === 0 && isOnList(sentence)) ||
      // "Am I on my own?" names no medicine.
      (isUnnamed && subject.until !== undefined) ||
      isAdherence(sentence, yesNo, period, known.length) ||
      !complete ||
      (acts && known.some(({ kind }) => kind.whole)) ||
      (!isCalendar &&
        isDefinition(
          sentence,
          own,
          known.filter(({ rank }) => rank === 'whole' || rank === 'group').length,
          states.said,
          known.length > 0,
        ))
        ? undefined
        : {
            subject,
            operation,
            ask: operation === 'field' ? ask?.ask : undefined,
            measures: measures.map(({ measure }) => measure),
            order: order?.order,
            limit,
            constraints: known.map(({ at: _at, length: _length, ...rest }) => rest),
            period,
            dated,
            state: states.state,
            stateSaid: states.said || (operation === 'count' && verbs.length > 0 && tense !== 'past'),
            flow,
            over: bounds.over,
            under: bounds.under,
            person,
            tense: period?.tense ?? tense,
            yesNo: yesNo && !isDue,
            identity: isIdentity(sentence, known),
          };
    const query =
      read &&
      (this.#asked.previous === undefined ? read : goneOn(read, this.#asked.previous, target !== undefined));
    const missing = entities.find((one) => one.unknown);
    const missingName = missing && left.length === 0 ? { kind: missing.kind, name: missing.said } : undefined;
    return {
      subject,
      query,
      remainder: left.map((index) => this.#tokens[index]?.word ?? ''),
      left,
      unknown: unknown ?? missingName,
      score: this.#words.score,
      evident,
    };
  }

  /** Whether the question is about the speaker. */
  #own(): boolean {
    if (this.#asked.person !== undefined) return true;
    const together = this.#subject.person === undefined;
    return this.#tokens.some(
      ({ word }, index) =>
        !this.#asked.settled.has(index) && (SPEAKER.has(word) || (together && TOGETHER.has(word))),
    );
  }

  #tense(): 'past' | 'future' | undefined {
    const words = this.#tokens.map(({ word }) => word);
    if (words.includes('taken') && words.includes('ever')) return 'past';
    if (words.some((word) => ['did', 'was', 'were', 'had', 'been'].includes(word))) return 'past';
    if (words.includes('will') || (words.includes('going') && words.includes('to'))) return 'future';
    const isPast = [
      'spent',
      'bought',
      'earned',
      'went',
      'saw',
      'seen',
      'visited',
      'took',
      'received',
      'weighed',
      'measured',
    ];
    return words.some((word) => isPast.includes(word)) ? 'past' : undefined;
  }

  #periods(tense: 'past' | 'future' | undefined): readonly FoundPeriod[] {
    if (this.#subject.date === undefined) return [];
    const { previous } = this.#asked;
    const beside = previous?.period === undefined ? undefined : periodBeside(this.#tokens, previous.period);
    if (beside !== undefined) return [beside];
    const calendar: Calendar = { today: this.#asked.today, direction: tense ?? this.#subject.direction };
    return periodsIn(this.#tokens, calendar).filter(({ at, length }) =>
      range(at, length).every(this.#words.free),
    );
  }

  /** Names of the account. A word of the subject's own is a name only as part of a longer one, or behind its preposition. */
  #entities(nouns: readonly number[]): readonly EntityMatch[] {
    const matches = this.#catalogue?.matches(this.#tokens, this.#words.free) ?? [];
    const own = new Set([
      ...nouns,
      ...flowIndices(this.#words, this.#subject),
      ...this.#words.spread(this.#subject.verbs),
      ...this.#words.spread(this.#subject.states.flatMap(({ patterns }) => patterns)),
    ]);
    const chosen = matches.filter(({ at, length, kind, rank, unknown }) => {
      const places = range(at, length);
      if (unknown && places.every((place) => own.has(place))) return false;
      if (!places.every((place) => own.has(place) || STOP_WORDS.has(this.#tokens[place]?.word ?? '')))
        return true;
      return rank === 'whole' && kind.behind.has(this.#tokens[at - 1]?.word ?? '');
    });
    for (const { at, length, kind } of chosen) {
      this.#words.use(range(at, length));
      this.#words.score += length;
      for (const pattern of kind.beside) {
        for (const match of findEvery(pattern, this.#tokens, this.#words.free)) {
          if (match.every((index) => index === at - 1 || index === at + length)) this.#words.use(match);
        }
      }
    }
    return chosen;
  }

  #measures(): readonly {
    readonly measure: Measure;
    readonly weak: boolean;
    readonly indices: readonly number[];
  }[] {
    const found = this.#subject.measures
      .flatMap((measure) => {
        const matches = measure.patterns.flatMap((pattern) =>
          findEvery(pattern, this.#tokens, this.#words.free),
        );
        const [longest] = [...matches].sort((a, b) => b.length - a.length);
        return longest === undefined ? [] : [{ measure, weak: measure.weak, indices: longest }];
      })
      .sort((a, b) => b.indices.length - a.indices.length);
    return found.filter(({ indices }) => {
      if (!indices.every(this.#words.free)) return false;
      this.#words.take(indices);
      return true;
    });
  }

  /** Whether it begins as a yes-or-no question does. */
  #yesNo(): boolean {
    const word = this.#tokens[0]?.word ?? '';
    return YES_NO.has(word) && word !== 'any';
  }

  #operation(
    target: Operation | undefined,
    flow: Flow | undefined,
    yesNo: boolean,
    hasNoun: boolean,
  ): Operation {
    if (target === 'exists') return yesNo ? 'exists' : 'list';
    if (target !== undefined) return target;
    if (yesNo) return 'exists';
    // "What did I spend ...?" and "spent at Costco" ask for a sum, "what payments ...?" for a list.
    return flow !== undefined && !hasNoun && !this.#asked.shows ? 'sum' : 'list';
  }
}
