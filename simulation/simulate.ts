import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { INVARIANTS, type Invariant } from './invariants/violation.ts';
import { isKnown } from './known-failures.ts';
import { Host } from './node/host.ts';
import { loadProduct } from './product.ts';
import { drawScenario, formatReport, Simulator } from './simulator.ts';

const USAGE = `npm run simulate -- [--seeds 1000] [--from 1] [--threads N]   runs seeds, and counts violations
npm run simulate -- --seed 4711                              runs one, and prints everything that happened`;

/** What a thread reports for one seed. */
interface SeedResult {
  readonly seed: number;
  readonly steps: number;
  readonly ms: number;
  readonly violations: readonly {
    readonly invariant: Invariant;
    readonly what: string;
    readonly known: boolean;
  }[];
}

/** Node keeps every abort signal that somebody waits on: without this, memory grows by a megabyte per seed. */
const SEEDS_PER_WORKER = 250;

interface Share {
  readonly from: number;
  readonly to: number;
  /** Runs between two seeds of a thread. */
  readonly every: number;
}

function simulator(): Simulator {
  const host = new Host();
  return new Simulator(host, loadProduct(host));
}

async function runShare({ from, to, every }: Share): Promise<void> {
  // Most errors in a simulation are expected (ENOENT) and their stacks cost a tenth of the time; `--seed` keeps them.
  Error.stackTraceLimit = 0;
  const machine = simulator();
  for (let seed = from; seed < to; seed += every) {
    const scenario = drawScenario(seed);
    const { steps, ms, violations } = await machine.run(scenario);
    const found = violations.map(({ invariant, what }, at) => ({
      invariant,
      what,
      known: isKnown(violations[at] ?? { invariant, what, at: 0 }, scenario),
    }));
    const result: SeedResult = { seed, steps, ms, violations: found };
    parentPort?.postMessage(result);
  }
}

async function runOne(seed: number): Promise<void> {
  const run = await simulator().run(drawScenario(seed), { traced: true });
  console.log(formatReport(run));
  if (run.violations.length > 0) process.exitCode = 1;
}

function runWorker(share: Share, take: (result: SeedResult) => void): Promise<void> {
  const worker = new Worker(new URL(import.meta.url), {
    workerData: share,
    // A seed creates much short-lived data.
    resourceLimits: { maxYoungGenerationSizeMb: 64 },
  });
  worker.on('message', take);
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
}

async function runMany(from: number, seeds: number, threads: number): Promise<void> {
  const began = performance.now();
  const counts = new Map<Invariant, number[]>();
  let [done, steps, ms, unknown] = [0, 0, 0, 0];
  const take = (result: SeedResult): void => {
    done += 1;
    steps += result.steps;
    ms += result.ms;
    for (const { invariant, what, known } of result.violations) {
      counts.set(invariant, [...(counts.get(invariant) ?? []), result.seed]);
      if (known) continue;
      unknown += 1;
      console.log(`seed ${result.seed}: ${invariant}: ${what.slice(0, 300)}`);
    }
    if (done % 5_000 === 0)
      console.error(`${done} seeds, ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  };
  const workers = Array.from({ length: threads }, async (_, thread) => {
    const step = SEEDS_PER_WORKER * threads;
    for (let first = from + thread; first < from + seeds; first += step)
      await runWorker({ from: first, to: Math.min(first + step, from + seeds), every: threads }, take);
  });
  await Promise.all(workers);
  const seconds = (performance.now() - began) / 1_000;
  const rate = (done / seconds).toFixed(1);
  console.log(
    `${done} seeds, ${steps} steps, ${(ms / 3_600_000).toFixed(1)} h simulated in ${seconds.toFixed(0)} s, ${rate} seeds a second`,
  );
  for (const [name, sense] of Object.entries(INVARIANTS)) {
    const found = counts.get(name as Invariant) ?? [];
    const examples =
      found.length === 0
        ? ''
        : `; seeds ${found
            .sort((one, other) => one - other)
            .slice(0, 8)
            .join(', ')}`;
    console.log(`${String(found.length).padStart(6)} times not: ${sense}${examples}`);
  }
  if (unknown > 0) process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '1000' },
      from: { type: 'string', default: '1' },
      threads: { type: 'string', default: String(availableParallelism()) },
      seed: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const numbers = [values.seeds, values.from, values.threads, values.seed ?? '1'].map(Number);
  if (values.help || numbers.some((number) => !Number.isInteger(number) || number < 0)) {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 2;
  } else if (values.seed !== undefined) await runOne(Number(values.seed));
  else await runMany(Number(values.from), Number(values.seeds), Math.max(Number(values.threads), 1));
}

await (isMainThread ? main() : runShare(workerData as Share));
