import type { Measured } from './row.ts';
import { median, spreadOf } from './spread.ts';

/** Results of measurements taken in turns. */
export class TurnResults<Name extends string> {
  readonly #rounds: readonly Readonly<Record<Name, number>>[];

  constructor(rounds: readonly Readonly<Record<Name, number>>[]) {
    this.#rounds = rounds;
  }

  /** The median of one measurement. */
  of(name: Name): number {
    return median(this.#rounds.map((round) => round[name]));
  }

  /** The median of the ratios of each round: a slow moment of the machine affects both sides of a round. */
  ratio(name: Name, yardstick: Name): number {
    return median(this.#ratios(name, yardstick));
  }

  /** What a row says of this measurement beside its text. */
  measured(name: Name, yardstick?: Name): Measured {
    const figures = this.#rounds.map((round) => round[name]);
    const ratios = yardstick === undefined ? undefined : this.#ratios(name, yardstick);
    return { figure: median(figures), spread: spreadOf(figures, ratios) };
  }

  #ratios(name: Name, yardstick: Name): readonly number[] {
    return this.#rounds.map((round) => round[name] / round[yardstick]);
  }
}

/**
 * Measures in turns, so that other load on the machine affects all equally; the first round is a warm-up. The order is
 * reversed each round, so that none always runs after the same other one.
 *
 * @param rounds without the warm-up
 */
export async function measureInTurns<Name extends string>(
  rounds: number,
  measures: Readonly<Record<Name, () => Promise<number>>>,
): Promise<TurnResults<Name>> {
  // TypeScript types the keys of an object as string.
  const names = Object.keys(measures) as Name[];
  const figures: Record<Name, number>[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const figure = {} as Record<Name, number>;
    for (const name of round % 2 === 0 ? names : names.toReversed()) figure[name] = await measures[name]();
    figures.push(figure);
  }
  return new TurnResults(figures.slice(1));
}

interface SideBySide {
  readonly ours: number;
  readonly yardstick: number;
  readonly ratio: number;
  readonly measured: Measured;
}

/** Measures two things in turns. */
export async function sideBySide(
  rounds: number,
  ours: () => Promise<number>,
  yardstick: () => Promise<number>,
): Promise<SideBySide> {
  const turns = await measureInTurns(rounds, { ours, yardstick });
  return {
    ours: turns.of('ours'),
    yardstick: turns.of('yardstick'),
    ratio: turns.ratio('ours', 'yardstick'),
    measured: turns.measured('ours', 'yardstick'),
  };
}
