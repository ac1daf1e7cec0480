import { describe, expect, it } from 'vitest';
import type { Invariant } from './invariants/violation.ts';
import { Host } from './node/host.ts';
import { loadProduct } from './product.ts';
import { drawScenario, type RunOptions, Simulator } from './simulator.ts';
import type { World } from './world/world.ts';

function simulatorOf(mutate?: (code: string) => string): Simulator {
  const host = new Host();
  return new Simulator(host, loadProduct(host, mutate === undefined ? {} : { mutate }));
}

describe('a seed', () => {
  it('replays exactly, independent of earlier runs and of tracing', async () => {
    const seeds = [5, 9, 3, 11, 42, 77, 1613];
    const one = simulatorOf();
    const first = new Map<number, string>();
    for (const seed of seeds) first.set(seed, (await one.run(drawScenario(seed))).hash);
    const other = simulatorOf();
    for (const seed of seeds.toReversed()) {
      const { hash, trace } = await other.run(drawScenario(seed), { traced: true });
      expect(hash).toBe(first.get(seed));
      expect(trace.length).toBeGreaterThan(5);
    }
    expect(new Set(first.values()).size).toBe(seeds.length);
  });
});

type Mutation = (code: string) => string;

/** Puts a fault into the product's code. Throws if the line does not exist any more. */
function fault(line: RegExp, instead: (found: string) => string): Mutation {
  return (code) => {
    const changed = code.replace(line, instead);
    if (changed === code) throw new Error(`the product has no such line any more: ${line}`);
    return changed;
  };
}

const MAX_SEEDS = 150;

const unharmed = simulatorOf();

/** Whether the simulator reports a violation of this invariant within the given seeds. */
async function finds(invariant: Invariant, changed: Simulator, options: RunOptions = {}): Promise<boolean> {
  const fails = async (simulator: Simulator, seed: number, how?: RunOptions): Promise<boolean> => {
    const { violations } = await simulator.run(drawScenario(seed), how);
    return violations.some((one) => one.invariant === invariant);
  };
  for (let seed = 1; seed <= MAX_SEEDS; seed += 1) {
    if ((await fails(changed, seed, options)) && !(await fails(unharmed, seed))) return true;
  }
  return false;
}

describe('each invariant is seen to fail', () => {
  it.each<[Invariant, string, Mutation]>([
    [
      'a stop is kept',
      'a stop is not saved',
      fault(/const saveDesired = \(port\) => .*;/, () => 'const saveDesired = () => undefined;'),
    ],
    [
      'the desired listener runs',
      'a supervisor without a listener waits forever',
      fault(/case "start": return this\.#start\(\);/, () => 'case "start": return pause();'),
    ],
    [
      'never less protected',
      'every second listener ignores its token',
      fault(/token: config\.token,\s+origins/, (found) =>
        found.replace('config.token', 'process.pid % 2 ? config.token : void 0'),
      ),
    ],
    [
      'registrations are valid',
      'a stale registration is not removed',
      fault(/function removeIfUnchangedSync\([^)]*\) \{/, (found) => `${found} return true;`),
    ],
    [
      'a listener is registered',
      'a listener does not restore its registration',
      fault(/const published = registration\.publish\(\);/, () => 'const published = false;'),
    ],
    [
      'files are complete',
      'a file is overwritten in place',
      fault(
        /function replaceFileSync\(file, content[^)]*\) \{/,
        (found) => `${found} return require("node:fs").writeFileSync(file, content);`,
      ),
    ],
    [
      'nothing crashes',
      'a timer throws',
      fault(
        /process\.exitCode = code;/,
        (found) => `${found} if (process.argv[2] === "check") throw new Error("a fault");`,
      ),
    ],
    [
      'commands end',
      'a timer keeps a command alive',
      fault(/process\.exitCode = code;/, (found) => `${found} setInterval(() => undefined, 1e3);`),
    ],
  ])('%s: %s', async (invariant, _fault, mutate) => {
    expect(await finds(invariant, simulatorOf(mutate))).toBe(true);
  });

  it('one listener per port: a kernel that allows two, and a lock that excludes nobody', async () => {
    const prepare = (world: World): void => {
      world.network.sharesPorts = true;
    };
    const unlocked = simulatorOf(fault(/async acquire\(\) \{/, (found) => `${found} return undefined;`));
    expect(await finds('one listener per port', unlocked, { prepare })).toBe(true);
  });
});
