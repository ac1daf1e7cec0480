import { drawPlan, type Planned } from './actors/action.ts';
import { Actors } from './actors/actors.ts';
import { DATABASE_PROGRAM, databaseProgram } from './actors/database.ts';
import { FOREIGN_PROGRAM, foreignProgram } from './actors/foreign.ts';
import { PROBE_PROGRAM, probeProgram } from './actors/probe.ts';
import { phantomProgram, QM_PROGRAM } from './actors/qm-phantom.ts';
import { Listeners } from './invariants/listeners.ts';
import { PurposeTracker } from './invariants/purpose.ts';
import type { Invariant, Violation } from './invariants/violation.ts';
import { WholeFiles } from './invariants/whole-files.ts';
import { installedMachine } from './machine.ts';
import type { Host } from './node/host.ts';
import type { Product } from './product.ts';
import { drawSetting, type Setting } from './setting.ts';
import { Random } from './world/random.ts';
import { ProcessEnded } from './world/system-error.ts';
import type { World } from './world/world.ts';

/** Everything that a seed determines before the first event. */
export interface Scenario {
  readonly seed: number;
  readonly setting: Setting;
  readonly plan: readonly Planned[];
}

interface Run {
  readonly scenario: Scenario;
  readonly violations: readonly Violation[];
  /** A hash of the whole trace. */
  readonly hash: string;
  readonly trace: readonly string[];
  /** Simulated time, ms. */
  readonly ms: number;
  readonly steps: number;
}

/** After the last fault, the desired state must be reached within this time, ms. */
const CALM_MS = 200_000;
/** A good state must last this long, ms. */
const STAYS_MS = 15_000;

export function drawScenario(seed: number): Scenario {
  const random = new Random(seed);
  const setting = drawSetting(random);
  const actions = 4 + random.below(10);
  return { seed, setting, plan: drawPlan(random, setting, { actions, spanMs: 6_000 * actions }) };
}

export interface RunOptions {
  /** Keeps every trace line; the hash is the same without. */
  readonly traced?: boolean;
  /** Changes the world: a fault that the simulator must detect. */
  readonly prepare?: (world: World) => void;
}

/** Loads the product once and runs worlds in it, one after the other. */
export class Simulator {
  readonly #host: Host;
  readonly #product: Product;

  constructor(host: Host, product: Product) {
    this.#host = host;
    this.#product = product;
  }

  async run(scenario: Scenario, { traced = false, prepare }: RunOptions = {}): Promise<Run> {
    const { seed, setting, plan } = scenario;
    const violations: Violation[] = [];
    const others = new Map([
      [FOREIGN_PROGRAM, foreignProgram(() => world)],
      [DATABASE_PROGRAM, databaseProgram(() => world)],
      [QM_PROGRAM, phantomProgram(() => world)],
      [PROBE_PROGRAM, probeProgram],
    ]);
    const world: World = installedMachine(seed, setting, this.#product, others);
    world.trace.keep = traced;
    prepare?.(world);
    this.#host.world = world;
    const report = (invariant: Invariant, what: string): void => {
      if (violations.some((one) => one.invariant === invariant)) return;
      violations.push({ invariant, at: world.now, what });
      world.note(undefined, `VIOLATION ${invariant}: ${what}`);
    };
    world.onCrash = (process, error) =>
      report(
        'nothing crashes',
        `${process.command}: ${error instanceof Error ? error.message : String(error)}`,
      );
    const purpose = new PurposeTracker(world, report);
    const listeners = new Listeners(world, report, purpose);
    const whole = new WholeFiles(world, report);
    const actors = new Actors({ world, setting, purpose, listeners, whole, report });
    world.note(undefined, JSON.stringify(setting));
    let steps = 0;
    const restore = catchEverything(world);
    try {
      const until = async (moment: number, enough: () => boolean = () => false): Promise<void> => {
        while (await world.step(moment)) {
          steps += 1;
          listeners.check();
          whole.check();
          if (enough()) return;
        }
      };
      actors.begin();
      for (const { at, action } of plan) world.schedule(undefined, at, () => actors.carryOut(action));
      await until(plan.at(-1)?.at ?? 0);
      actors.heal();
      await until(world.now + 30_000, () => actors.isIdle);
      const calmUntil = world.now + CALM_MS;
      // A state that looks good may still be about to change.
      do {
        await until(calmUntil, () => actors.isIdle && actors.isAsWanted);
        await until(Math.min(world.now + STAYS_MS, calmUntil));
      } while (world.now < calmUntil && !actors.isAsWanted);
      actors.checkEnd();
      await until(world.now + STAYS_MS, () => actors.isIdle);
      listeners.checkRegistrations();
    } finally {
      world.shutDown();
      await new Promise(setImmediate);
      restore();
      this.#host.world = undefined;
    }
    return { scenario, violations, hash: world.trace.hash, trace: world.trace.lines, ms: world.now, steps };
  }
}

/** Uncaught errors belong to the current simulated process; the host's own handlers are suspended meanwhile. */
function catchEverything(world: World): () => void {
  const names = ['uncaughtException', 'unhandledRejection'] as const;
  const before = names.map((name) => [name, process.listeners(name as 'uncaughtException')] as const);
  const caught = (error: unknown): void => {
    if (!(error instanceof ProcessEnded)) world.failed(error);
  };
  for (const name of names) {
    process.removeAllListeners(name);
    process.on(name, caught);
  }
  return () => {
    for (const [name, listeners] of before) {
      process.removeAllListeners(name);
      for (const listener of listeners) process.on(name, listener);
    }
  };
}

/** A readable report of a seed: its machine, its trace, and the violations. */
export function formatReport(run: Run, lastLines = Number.POSITIVE_INFINITY): string {
  const { scenario, violations, trace, hash, ms, steps } = run;
  const lines = trace.slice(Math.max(trace.length - lastLines, 0));
  return [
    ...lines,
    `seed ${scenario.seed}: ${steps} steps, ${(ms / 1_000).toFixed(1)} s, hash ${hash}`,
    ...violations.map(({ invariant, at, what }) => `${(at / 1_000).toFixed(3)} s: ${invariant}: ${what}`),
  ].join('\n');
}
