/** A program that counts the instructions of another one. */
export interface Counter {
  readonly name: string;
  /** Its command, before the one that it counts. */
  readonly words: readonly string[];
  /** Questions of the shorter run: enough that V8 has optimized their code. */
  readonly questions: number;
  /** What it printed, as a count; undefined where it did not count. */
  readonly read: (errors: string) => number | undefined;
}

/** The processor's own counter costs nothing; most virtual machines have none. */
const PERF: Counter = {
  name: 'perf',
  words: ['perf', 'stat', '-x', ',', '-e', 'instructions:u'],
  questions: 20_000,
  read: (errors) => countIn(/^(\d+),[^,]*,instructions:u/m, errors),
};

/** Simulates the processor, at a fiftieth of its speed. Code that V8 has generated may change at any time. */
const VALGRIND: Counter = {
  name: 'valgrind',
  words: ['valgrind', '--tool=callgrind', '--smc-check=all-non-file', '--callgrind-out-file=/dev/null'],
  questions: 2_000,
  read: (errors) => countIn(/^==\d+== Collected : (\d+)/m, errors),
};

/** The better one first. */
export const COUNTERS: readonly Counter[] = [PERF, VALGRIND];

function countIn(pattern: RegExp, text: string): number | undefined {
  const digits = pattern.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** What one question takes, where everything that is not a question is in both counts. */
export function instructionsEach(shorter: number, longer: number, questions: number): number {
  return (longer - shorter) / questions;
}
