import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import type { MutantsOrder, MutantsReport } from './corpus-mutants.ts';
import { ROOT } from './rooms.ts';

/**
 * Mutation tests of `listener/query` by the recorded answers of the corpus. Stryker would start its tests anew for each
 * mutant, which takes a minute each; here a thread asks all sentences that reach a mutant, and goes on with the next one.
 */

interface Position {
  readonly line: number;
  readonly column: number;
}

export interface MutantResult {
  readonly file: string;
  /** First line and column are 0, as the instrumenter counts. */
  readonly location: { readonly start: Position; readonly end: Position };
  readonly mutatorName: string;
  readonly replacement: string;
  /** `unreached`: no sentence reaches it. `static`: only loading its module does. `timeout`: it made something endless. */
  readonly status: 'killed' | 'timeout' | 'survived' | 'unreached' | 'static';
  readonly by?: string;
}

/** Lines of a file, both ends included; the first is 1. */
export interface Piece {
  readonly file: string;
  readonly from: number;
  readonly to: number;
}

type Outcome = Pick<MutantResult, 'status' | 'by'>;

const THREADS = 2;
/** Mutants of a thread: few enough that the last ones are shared. */
const SHARE = 25;
/** A mutant about which a thread says nothing for longer is endless. */
const SILENCE_MS = 120_000;

/** @param note receives a line on the progress */
export async function corpusMutation(
  pieces: readonly Piece[],
  note: (line: string) => void,
): Promise<readonly MutantResult[]> {
  const { files, mutants } = await instrumented(pieces);
  const outcomes = new Map<string, Outcome>();
  const settle = (mutant: string, outcome: Outcome): void => {
    outcomes.set(mutant, outcome);
    const survived = [...outcomes.values()].filter(({ status }) => status === 'survived').length;
    note(`${outcomes.size} of ${mutants.length} mutants, ${survived} survived`);
  };
  note(`${mutants.length} mutants: asking the corpus without any`);
  const { reach, atLoad } = await reachOf(files);
  const left: string[] = [];
  for (const { id } of mutants) {
    if (reach.has(id)) left.push(id);
    else settle(id, { status: atLoad.includes(id) ? 'static' : 'unreached' });
  }
  await Promise.all(
    Array.from({ length: THREADS }, async () => {
      while (left.length > 0) {
        let open: readonly string[] = left.splice(0, SHARE);
        while (open.length > 0) open = await testInThread({ files, reach, mutants: open }, settle);
      }
    }),
  );
  return mutants.map(({ id, fileName, location, mutatorName, replacement }) => ({
    file: path.relative(ROOT, fileName),
    location,
    mutatorName,
    replacement,
    ...(outcomes.get(id) ?? { status: 'unreached' }),
  }));
}

async function instrumented(pieces: readonly Piece[]) {
  const files = [...new Set(pieces.map(({ file }) => file))].map((file) => ({
    name: path.join(ROOT, file),
    content: readFileSync(path.join(ROOT, file), 'utf8'),
    // Lines of the instrumenter's ranges begin with 0.
    mutate: pieces
      .filter((piece) => piece.file === file)
      .map(({ from, to }) => ({
        start: { line: from - 1, column: 0 },
        end: { line: to - 1, column: Number.MAX_SAFE_INTEGER },
      })),
  }));
  const silent = () => undefined;
  const log = { trace: silent, debug: silent, info: silent, warn: silent, error: silent, fatal: silent };
  const no = () => false;
  const enabled = {
    ...{ isTraceEnabled: no, isDebugEnabled: no, isInfoEnabled: no },
    ...{ isWarnEnabled: no, isErrorEnabled: no, isFatalEnabled: no },
  };
  const { files: made, mutants } = await new Instrumenter({ ...log, ...enabled }).instrument(files, {
    plugins: null,
    excludedMutations: [],
    ignorers: [],
  });
  return { files: new Map(made.map(({ name, content }) => [name, content])), mutants };
}

/** Asks all sentences without a mutant. */
async function reachOf(files: MutantsOrder['files']): Promise<Extract<MutantsReport, { kind: 'reach' }>> {
  let found: Extract<MutantsReport, { kind: 'reach' }> | undefined;
  await runThread({ files, reach: undefined, mutants: [] }, (report) => {
    if (report.kind === 'reach') found = report;
    return true;
  });
  if (found === undefined) throw new Error('the corpus could not be asked without a mutant');
  return found;
}

/** Tests mutants until all are tested, one is endless, or the thread is spoilt. @returns those that are left */
async function testInThread(
  order: MutantsOrder,
  settle: (mutant: string, outcome: Outcome) => void,
): Promise<readonly string[]> {
  const [first] = order.mutants;
  const left = new Set(order.mutants);
  let current: string | undefined;
  const done = (mutant: string, outcome: Outcome): void => {
    left.delete(mutant);
    settle(mutant, outcome);
  };
  const hasEnded = await runThread(order, (report) => {
    if (report.kind === 'busy') current = report.mutant;
    if (report.kind === 'survived') done(report.mutant, { status: 'survived' });
    // Where an earlier mutant may have spoilt the thread, this one is tested again as the first of another.
    if (report.kind === 'killed' && (!report.unclean || report.mutant === first))
      done(report.mutant, { status: 'killed', by: report.by });
    return report.kind !== 'killed' || !report.unclean;
  });
  if (current === undefined) throw new Error('a thread ended before it tested a mutant');
  if (!hasEnded) done(current, { status: 'timeout' });
  return [...left];
}

/**
 * @param onReport returns whether the thread goes on
 * @returns false if it had to be ended because it said nothing for too long, or waited for what never comes
 * @throws what ended the thread
 */
function runThread(order: MutantsOrder, onReport: (report: MutantsReport) => boolean): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(path.join(ROOT, 'build/run.mjs'), {
      argv: [path.join(ROOT, 'build/corpus-mutants.ts')],
      workerData: order,
    });
    let hasEnded: boolean | undefined;
    const end = (isDone: boolean): void => {
      hasEnded ??= isDone;
      void worker.terminate();
    };
    // The first report may come only after the whole corpus was asked.
    const silence = setTimeout(() => end(false), order.reach === undefined ? 20 * SILENCE_MS : SILENCE_MS);
    worker.on('message', (report: MutantsReport) => {
      silence.refresh();
      if (hasEnded === undefined && !onReport(report)) end(true);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      clearTimeout(silence);
      resolve(hasEnded ?? code === 0);
    });
  });
}
