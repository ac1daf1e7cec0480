import { describe, expect, it } from 'vitest';
import { isKnown, KNOWN_FAILURES } from './known-failures.ts';
import { Host } from './node/host.ts';
import { loadProduct } from './product.ts';
import { drawScenario, formatReport, Simulator } from './simulator.ts';

const SEEDS = 500;
const BATCH = 50;
const LAST_LINES = 80;

const host = new Host();
const simulator = new Simulator(host, loadProduct(host));

/** The unknown violations of a seed, with the trace. */
async function failureOf(seed: number): Promise<string | undefined> {
  const scenario = drawScenario(seed);
  const { violations } = await simulator.run(scenario);
  if (violations.every((violation) => isKnown(violation, scenario))) return undefined;
  const again = await simulator.run(scenario, { traced: true });
  return `npm run simulate -- --seed ${seed}\n${formatReport(again, LAST_LINES)}`;
}

describe('all invariants hold in random scenarios', () => {
  const batches = Array.from({ length: SEEDS / BATCH }, (_, index) => 1 + index * BATCH);
  it.each(batches)('seeds from %i', async (from) => {
    for (let seed = from; seed < from + BATCH; seed += 1) expect(await failureOf(seed)).toBeUndefined();
  });
});

/** Seeds that once found a fault. */
const FOUND_FAULTS: readonly (readonly [seed: number, fault: string])[] = [
  [1100, 'a warning on a full disk ended the listener'],
  [10_402, 'a stale registration that could not be removed broke stop'],
  [11_751, 'status read the desired state twice'],
  [20_206, 'a damaged desired state hid the running listener'],
  [20_256, 'check --restart saved "running" after a stop'],
  [20_144, 'two simultaneous starts from shells with different ports'],
  [320, 'a stop could not reach a listener without a registration'],
  [20_014, 'a QM phantom gave up when the configuration was briefly unreadable'],
  [20_148, 'a watch gave up when the configuration was briefly unreadable'],
  [20_220, 'an unreadable registration was treated as damaged'],
  [20_678, 'a restart after a damaged desired.json was on another port'],
  [21_049, 'a restart after a lost run folder had no token'],
  [21_413, 'a damaged desired.json undid a stop'],
  [21_703, 'check --restart after a lost run folder had no token'],
  [32_931, 'the simulation forgot a failed start with a token'],
  [60_604, 'a QM phantom waited forever for the port of another, hung listener'],
  [62_297, 'a stop was lost with the run folder after a start on a full disk'],
  [61_272, 'a restart on a full disk, before a power cut, was not allowed by the simulation'],
  [98, 'a start on a full disk was never saved'],
  [494, 'a start on a full disk was never saved, and the earlier stop stayed in effect'],
  [10_390, "a listener's settings were lost with a damaged desired.json"],
  [30_258, "a listener's settings were lost with the run folder when its unit stopped it"],
  [30_666, 'a second listener was started beside a hung one with a damaged registration'],
  [30_755, 'a start on a full disk and a lost run folder led to two listeners'],
  [31_244, 'a watch did not find a listener that was started on a full disk'],
  [31_255, 'a phantom started a second listener while the running one registered again'],
  [31_507, 'a watch started a second listener while the running one registered again'],
  [32_940, 'a stop after a lost run folder forgot the port'],
  [13_762, 'the simulation checked a start when it ended, not when it printed RUNNING'],
  [13_778, 'an abandoned connection delayed the end of a command'],
  [41_028, 'a delayed restart of a watch undid a later stop'],
  [42_010, "a restarted unit moved the listener to the unit's port"],
  [30_661, 'a start on a full disk was not saved once there was space again'],
  [30_723, 'a hung listener with a damaged registration could not be stopped'],
  [32_789, 'a QM phantom mistook its own listener for another program'],
  [60_727, 'a listener that hung while the run folder was removed kept its port'],
  [63_429, 'a start beside a hung listener, without the run folder, led to two listeners'],
  [50_097, 'a stopping listener was mistaken for one that never served'],
  [50_311, 'a second listener was started beside a hung one that a full disk had kept from registering'],
  [50_716, 'a power cut undid settings that had not been saved yet'],
  [223_303, "after a hang, a watch replaced an operator's newer listener by one with its older settings"],
  [301_426, 'the simulation expected a restart of a listener that a full disk had kept from saving anything'],
  [310_710, 'a stop while a QM phantom was starting its next listener was reported as a failure'],
  [322_844, 'a slow command was judged by the state of things when it spoke, not when it asked'],
  [336_349, 'a listener that died before its starter heard of it was replaced by one with less protection'],
  [341_769, 'on a full disk no lock kept two simultaneous starts on different ports apart'],
  [414_158, 'the simulation took a listener that was ended before its first answer for the last one'],
  [418_835, 'a restart that was resumed late started a second listener beside a newer, hung one'],
  [422_539, 'the simulation expected a stop to survive that a failing disk had stored only once'],
  [510_023, 'a hung listener that a full disk had kept from being saved was lost with the run folder'],
  [623_584, 'the simulation forbade a unit its own port after a signal had ended what was started by hand'],
  [645_535, 'the start lock was removed with the run folder, and two processes started a listener at once'],
  [649_359, 'the simulation expected settings that a read-only disk had kept every supervisor from saving'],
  [658_374, 'a slow restart took the listener of a later start for one that had always run beside its own'],
  [
    661_751,
    'a stop was lost that came between a start and the beginning of its listener, whose starter was killed',
  ],
  [
    675_357,
    'a listener that started on a full disk and hung was unknown once its run folder and its watch were gone',
  ],
  [1613, 'a command was killed while it waited for the next listener'],
];

describe('faults that were found are fixed', () => {
  it.each(FOUND_FAULTS)('seed %i: %s', async (seed) => {
    expect(await failureOf(seed)).toBeUndefined();
  });
});

describe.runIf(KNOWN_FAILURES.length > 0)(
  'known failures still fail; otherwise the entry must be removed',
  () => {
    it.each(KNOWN_FAILURES)('$reason', async (known) => {
      const scenario = drawScenario(known.seed);
      const { violations } = await simulator.run(scenario);
      expect(violations.some((violation) => known.matches(violation, scenario))).toBe(true);
    });
  },
);
