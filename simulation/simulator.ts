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

/** Everything that a seed decides before the first event. */
export interface Scenario {
  readonly seed: number;
  readonly setting: Setting;
  readonly plan: readonly Planned[];
}

export interface Run {
  readonly scenario: Scenario;
  readonly violations: readonly Violation[];
  /** Stands for everything that happened. */
  readonly hash: string;
  readonly trace: readonly string[];
  /** Simulated time, ms. */
  readonly ms: number;
  readonly steps: number;
}

/** Trouble is over by then; what is wanted must run within this, ms. */
const CALM_MS = 200_000;
/** What is well stays well, ms. */
const STAYS_MS = 15_000;

export function drawScenario(seed: number): Scenario {
  const random = new Random(seed);
  const setting = drawSetting(random);
  const actions = 4 + random.below(10);
  return { seed, setting, plan: drawPlan(random, setting, { actions, spanMs: 6_000 * actions }) };
}

export interface RunOptions {
  /** Keeps every line of what happened; the hash is the same without. */
  readonly traced?: boolean;
  /** Makes the world another than a real one: a fault that the simulator must find. */
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
      // What looks well may still be on its way somewhere else.
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

/** Errors that nobody caught belong to whichever simulated process ran; the host's own handlers wait meanwhile. */
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
