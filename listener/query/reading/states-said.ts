import { dayAfter } from '../periods/calendar-days.ts';
import type { Period } from '../periods/period.ts';
import type { State, Subject } from '../table/subject-table.ts';
import { ALL_STATES } from '../words/core-words.ts';
import { findEvery, findPattern } from '../words/pattern.ts';
import type { WordUse } from '../words/word-use.ts';

/** In which state the records are that a question asks for. */

export interface SaidState {
  readonly state: State | 'all';
  readonly said: boolean;
  /** Of a state that records have at any time: whether those to come are meant, or those that are past. */
  readonly side: State['when'];
}

interface Found {
  readonly state: State;
  readonly indices: readonly number[];
}

export function findState(words: WordUse, { states, standard }: Subject): SaidState {
  const first = longest(words, states);
  if (first === undefined) {
    const all = words.spread(ALL_STATES);
    if (all.length > 0) words.use(all);
    return { state: states.find(({ name }) => name === standard) ?? 'all', said: false, side: undefined };
  }
  take(words, first);
  // "How many upcoming visits are confirmed?": of two that are both to come the narrower one is meant.
  const { when } = first.state;
  const beside =
    when === undefined
      ? undefined
      : longest(
          words,
          states.filter(
            (one) =>
              one.when === when &&
              one !== first.state &&
              [one, first.state].some(({ name }) => name === standard),
          ),
        );
  if (beside !== undefined) take(words, beside);
  const best = beside !== undefined && first.state.name === standard ? beside : first;
  // "Which upcoming visits were called off?": cancelled, and when they would be.
  const isTime = ({ when, name }: State) => when === 'past' || name === standard;
  // What is confirmed is not cancelled at the same time.
  const other = longest(
    words,
    states.filter((one) =>
      one.when === undefined ? isTime(best.state) : isTime(one) && best.state.when === undefined,
    ),
  );
  if (other !== undefined) take(words, other);
  words.use(words.spread(ALL_STATES));
  const [state, timed] =
    other?.state.when === undefined ? [other?.state ?? best.state, best] : [best.state, other];
  return { state, said: true, side: other === undefined ? undefined : timed.state.when };
}

function longest(words: WordUse, states: readonly State[]): Found | undefined {
  let best: Found | undefined;
  for (const state of states) {
    for (const pattern of state.patterns) {
      const indices = findPattern(pattern, words.tokens, words.free);
      if (indices !== undefined && indices.length > (best?.indices.length ?? 0)) best = { state, indices };
    }
  }
  return best;
}

function take(words: WordUse, { state, indices }: Found): void {
  words.take(indices);
  // "Still active": both say it.
  words.take(words.spread(state.patterns));
  // "Discontinued or completed": two words for one state.
  const said = new Set(state.patterns.flatMap((one) => findEvery(one, words.tokens, () => true).flat()));
  words.use(
    words.tokens.flatMap(({ word }, at) =>
      word === 'or' && said.has(at - 1) && said.has(at + 1) ? [at] : [],
    ),
  );
}

/** "Upcoming visits that were cancelled in May", which is over: days of the other side. */
export function isOtherSide(side: SaidState['side'], period: Period | undefined, today: string): boolean {
  if (side === 'upcoming') return (period?.to ?? '9999') < today;
  return side === 'past' && (period?.from ?? '') > today;
}

/** @returns the days of a side, where no other days are said @param today ISO date */
export function daysOf(side: SaidState['side'], today: string): Period | undefined {
  if (side === undefined) return undefined;
  return side === 'upcoming'
    ? { words: 'from today on', from: today, tense: 'future', unit: 'span' }
    : { words: 'before today', to: dayAfter(today, -1), tense: 'past', unit: 'span' };
}
