import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { runnerImport } from 'vite';
import type { MutantCorpus } from '../listener/query/testing/mutant-corpus.ts';
import { ROOT } from './rooms.ts';

/** A thread of `corpus-mutation.ts`: asks the corpus of one mutant after the other. */

/** Where the instrumenter's code looks up which mutant is active, and counts what it reaches. */
interface Instrumentation {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: {
    static: Record<string, number>;
    perTest: Record<string, Record<string, number>>;
  };
  hitCount?: number;
  hitLimit?: number;
}

/** Of each mutant the sentences that reach it, and how often one reaches it at most. */
type Reach = ReadonlyMap<string, { readonly sentences: Uint16Array; readonly hits: number }>;

export interface MutantsOrder {
  /** Instrumented files by their absolute path. */
  readonly files: ReadonlyMap<string, string>;
  /** Undefined where it has to be found out. */
  readonly reach: Reach | undefined;
  readonly mutants: readonly string[];
}

export type MutantsReport =
  /** `atLoad`: mutants that are reached while modules are loaded; Stryker's configuration ignores them too. */
  | { readonly kind: 'reach'; readonly reach: Reach; readonly atLoad: readonly string[] }
  /** Sent again while a mutant is tested. */
  | { readonly kind: 'busy'; readonly mutant: string }
  | { readonly kind: 'survived'; readonly mutant: string }
  /** `unclean`: what this thread keeps may have been spoilt, so a new one must go on. */
  | { readonly kind: 'killed'; readonly mutant: string; readonly by: string; readonly unclean: boolean };

/** Of a mutant that makes a loop endless. */
const HIT_FACTOR = 100;
const SETUP = 'setup';
/** Every so many-th sentence fills what is made once. */
const WARM_STEP = 25;
/** Sentences between two reports. */
const BUSY_STEP = 100;

const order: MutantsOrder = workerData;
const report = (message: MutantsReport): void => parentPort?.postMessage(message);
const { module } = await runnerImport<typeof import('../listener/query/testing/mutant-corpus.ts')>(
  path.join(ROOT, 'listener/query/testing/mutant-corpus.ts'),
  {
    logLevel: 'error',
    plugins: [{ name: 'mutants', enforce: 'pre', load: (id) => order.files.get(path.normalize(id)) }],
  },
);
const holder = globalThis as unknown as { __stryker__?: Instrumentation };
holder.__stryker__ ??= {};
const instrumentation = holder.__stryker__;
const corpus = await module.MutantCorpus.open();
try {
  // What is made once by the first question must not be made by a mutant.
  const reach = order.reach ?? (await reachOf(corpus));
  if (order.reach === undefined) {
    const atLoad = Object.keys(instrumentation.mutantCoverage?.static ?? {});
    report({ kind: 'reach', reach, atLoad });
  } else await warm(corpus);
  for (const mutant of order.mutants) {
    report({ kind: 'busy', mutant });
    if (!(await ask(mutant, reach))) break;
  }
} finally {
  await corpus.close();
}

async function reachOf(asked: MutantCorpus): Promise<Reach> {
  instrumentation.currentTestId = SETUP;
  await asked.restart();
  for (let index = 0; index < asked.size; index += 1) {
    instrumentation.currentTestId = String(index);
    const change = await asked.changeOf(index);
    if (change !== undefined) throw new Error(`without a mutant: ${change}`);
  }
  instrumentation.currentTestId = undefined;
  const { [SETUP]: setup = {}, ...perTest } = instrumentation.mutantCoverage?.perTest ?? {};
  const sentences = new Map<string, number[]>();
  const hits = new Map<string, number>();
  for (const [index, reached] of Object.entries(perTest)) {
    for (const [mutant, count] of Object.entries(reached)) {
      const those = sentences.get(mutant) ?? [];
      sentences.set(mutant, those);
      those.push(Number(index));
      hits.set(mutant, Math.max(hits.get(mutant) ?? 0, count));
    }
  }
  const all = Array.from({ length: asked.size }, (_, index) => index);
  for (const [mutant, count] of Object.entries(setup)) {
    sentences.set(mutant, all);
    hits.set(mutant, Math.max(hits.get(mutant) ?? 0, count));
  }
  return new Map(
    [...sentences].map(([mutant, those]) => [
      mutant,
      { sentences: Uint16Array.from(those), hits: hits.get(mutant) ?? 0 },
    ]),
  );
}

/** Asks a part of the corpus without a mutant. */
async function warm(asked: MutantCorpus): Promise<void> {
  await asked.restart();
  for (let index = 0; index < asked.size; index += WARM_STEP) await asked.changeOf(index);
}

/** @returns whether this thread can go on */
async function ask(mutant: string, reach: Reach): Promise<boolean> {
  const { sentences = new Uint16Array(), hits = 0 } = reach.get(mutant) ?? {};
  Object.assign(instrumentation, { activeMutant: mutant, hitLimit: (hits + 10) * HIT_FACTOR });
  const killed = await killingSentence(mutant, sentences);
  Object.assign(instrumentation, { activeMutant: undefined, hitCount: undefined });
  if (killed === undefined) {
    report({ kind: 'survived', mutant });
    return true;
  }
  await corpus.restart();
  const left = await corpus.changeOf(killed.index).catch(String);
  report({ kind: 'killed', mutant, by: killed.change, unclean: left !== undefined });
  return left === undefined;
}

/** Sentences of the same file reach the same code, so they are asked in leaps. */
async function killingSentence(
  mutant: string,
  sentences: Uint16Array,
): Promise<{ index: number; change: string } | undefined> {
  let index = sentences[0] ?? 0;
  try {
    instrumentation.hitCount = 0;
    await corpus.restart();
    const step = leapOver(sentences.length);
    for (let count = 0, at = 0; count < sentences.length; count += 1, at = (at + step) % sentences.length) {
      index = sentences[at] ?? 0;
      if (count % BUSY_STEP === 0) report({ kind: 'busy', mutant });
      instrumentation.hitCount = 0;
      const change = await corpus.changeOf(index);
      if (change !== undefined) return { index, change };
    }
    return undefined;
  } catch (error) {
    return { index, change: String(error) };
  }
}

/** A step that meets each of so many places once. */
function leapOver(length: number): number {
  const PRIME = 7_919;
  return length % PRIME === 0 ? 1 : PRIME;
}
