import { median } from './median.ts';

/** What was measured in turns. */
export class Turns<Name extends string> {
  readonly #rounds: readonly Readonly<Record<Name, number>>[];

  constructor(rounds: readonly Readonly<Record<Name, number>>[]) {
    this.#rounds = rounds;
  }

  /** The median of one's figures. */
  of(name: Name): number {
    return median(this.#rounds.map((round) => round[name]));
  }

  /** The median of the rounds' own ratios: a slow spell of the machine falls on both sides of one round. */
  ratio(name: Name, yardstick: Name): number {
    return median(this.#rounds.map((round) => round[name] / round[yardstick]));
  }
}

/**
 * Measures in turns, so that what else the machine does falls on all; the first round only warms up. The order turns
 * round with each round: none is always the one that follows another's load.
 *
 * @param rounds counted ones
 */
export async function inTurns<Name extends string>(
  rounds: number,
  measures: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Turns<Name>> {
  // What an object's keys are cannot be said in its type.
  const names = Object.keys(measures) as Name[];
  const figures: Record<Name, number>[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const figure = {} as Record<Name, number>;
    for (const name of round % 2 === 0 ? names : names.toReversed()) figure[name] = await measures[name]();
    figures.push(figure);
  }
  return new Turns(figures.slice(1));
}

export interface SideBySide {
  readonly ours: number;
  readonly yardstick: number;
  readonly ratio: number;
}

/** Two things in turns. */
export async function sideBySide(
  rounds: number,
  ours: () => Promise<number>,
  yardstick: () => Promise<number>,
): Promise<SideBySide> {
  const turns = await inTurns(rounds, { ours, yardstick });
  return {
    ours: turns.of('ours'),
    yardstick: turns.of('yardstick'),
    ratio: turns.ratio('ours', 'yardstick'),
  };
}
