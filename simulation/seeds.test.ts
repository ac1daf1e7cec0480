import { describe, expect, it } from 'vitest';
import { isKnown, KNOWN_FAILURES } from './known-failures.ts';
import { Host } from './node/host.ts';
import { loadProduct } from './product.ts';
import { formatReport } from './report.ts';
import { drawScenario, Simulator } from './simulator.ts';

const SEEDS = 500;
const BATCH = 50;
const LAST_LINES = 80;

const host = new Host();
const simulator = new Simulator(host, loadProduct(host));

/** What of a seed does not hold and is not known; with everything that happened before. */
async function failureOf(seed: number): Promise<string | undefined> {
  const scenario = drawScenario(seed);
  const { violations } = await simulator.run(scenario);
  if (violations.every((violation) => isKnown(violation, scenario))) return undefined;
  const again = await simulator.run(scenario, { traced: true });
  return `npm run simulate -- --seed ${seed}\n${formatReport(again, LAST_LINES)}`;
}

describe('whatever happens to the machine, every invariant holds', () => {
  const batches = Array.from({ length: SEEDS / BATCH }, (_, index) => 1 + index * BATCH);
  it.each(batches)('seeds from %i', async (from) => {
    for (let seed = from; seed < from + BATCH; seed += 1) expect(await failureOf(seed)).toBeUndefined();
  });
});

/** Seeds that found a fault once. */
const FOUND_FAULTS: readonly (readonly [seed: number, fault: string])[] = [
  [1100, 'a warning on a full disk ended the listener'],
  [10_402, 'a stale registration that could not be removed broke stop'],
  [11_751, "status read the operator's word twice"],
  [20_206, 'a damaged word of the operator hid the listener that ran'],
  [20_256, 'check --restart noted that it runs after a stop'],
  [20_144, 'two starts at once from shells with different ports'],
  [320, 'a stop could not reach a listener without a registration'],
  [20_014, 'a QM phantom gave up over a configuration that could not be read for a moment'],
  [20_148, 'a watch gave up over a configuration that could not be read for a moment'],
  [20_220, 'a registration that could not be read was taken for a damaged one'],
  [20_678, 'a restart after a damaged desired.json was on another port'],
  [21_049, 'a restart after a lost run folder had no token'],
  [21_413, 'a damaged desired.json undid a stop'],
  [21_703, 'check --restart after a lost run folder had no token'],
  [32_931, 'a start with a token that came to nothing was forgotten by the simulation'],
  [60_604, 'a QM phantom waited for ever for the port of another listener that hung'],
  [62_297, 'a disk that took no start lost the stop before it, with the run folder'],
  [61_272, 'a restart on a full disk, before a power cut, was not admitted by the simulation'],
  [98, 'a start on a full disk was never remembered'],
  [494, 'a start on a full disk was never remembered, and the stop before it stood'],
  [10_390, 'how a listener ran was lost with a damaged desired.json'],
  [30_258, 'how a listener ran was lost with the run folder, when its unit ended it'],
  [30_666, 'a listener that hung with a damaged registration got another one beside it'],
  [30_755, 'a start on a full disk and a lost run folder led to two listeners'],
  [31_244, 'a watch did not find what had been started on a full disk'],
  [31_255, 'a phantom began another listener while the one that ran registered again'],
  [31_507, 'a watch began another listener while the one that ran registered again'],
  [32_940, 'a stop after a lost run folder forgot the port'],
  [13_762, 'a start was judged by the state of things when it ended, not when it said RUNNING'],
  [13_778, 'a connection that was given up held up the end of a command'],
  [41_028, 'a restart that reached a watch late undid the stop that was said since'],
  [42_010, 'a unit that was ended and started again moved the listener to its own port'],
  [30_661, 'a start on a full disk was not remembered when there was room again'],
  [30_723, 'a listener that hung with a damaged registration could not be stopped'],
  [32_789, 'a QM phantom took its own listener for another program'],
  [60_727, 'a listener that hung while the run folder was removed kept its port'],
  [63_429, 'a start beside a listener that hung, without the run folder, made two'],
  [50_097, 'a listener on its way out was taken for one that never served'],
  [50_311, 'one that hung and had never been registered, on a full disk, got another one beside it'],
  [50_716, 'a power cut took what had been noted nowhere yet'],
  [223_303, 'a watch that had hung replaced what an operator started meanwhile, with its own older settings'],
  [
    301_426,
    'a run that a full disk noted nothing of, from its start to its end, was expected to be repeated',
  ],
  [310_710, 'a stop while a QM phantom was starting its next listener was reported as a failure'],
  [1613, 'a command that is killed while it waits for a successor'],
];

describe('what a seed found once is mended', () => {
  it.each(FOUND_FAULTS)('seed %i: %s', async (seed) => {
    expect(await failureOf(seed)).toBeUndefined();
  });
});

describe.runIf(KNOWN_FAILURES.length > 0)('what is known to fail still does: else its entry goes', () => {
  it.each(KNOWN_FAILURES)('$reason', async (known) => {
    const scenario = drawScenario(known.seed);
    const { violations } = await simulator.run(scenario);
    expect(violations.some((violation) => known.matches(violation, scenario))).toBe(true);
  });
});
