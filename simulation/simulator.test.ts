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
  it('replays exactly, whatever ran before it and whether it is traced', async () => {
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

/** Puts a fault into the product's code. A line that is not there any more is an error. */
function fault(line: RegExp, instead: (found: string) => string): Mutation {
  return (code) => {
    const changed = code.replace(line, instead);
    if (changed === code) throw new Error(`the product has no such line any more: ${line}`);
    return changed;
  };
}

const MAX_SEEDS = 150;

const unharmed = simulatorOf();

/** Whether the simulator tells of an invariant, within so many seeds, that holds where nothing was changed. */
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
      'a stop stays',
      'a stop is not written down',
      fault(
        /const saveDesired = \(port\) => this\.#trySave\(.*\);/,
        () => 'const saveDesired = () => undefined;',
      ),
    ],
    [
      'wanted is running',
      'a supervisor that has nobody waits for ever',
      fault(/case "start": return this\.#start\(\);/, () => 'case "start": return pause();'),
    ],
    [
      'never less protected',
      'every second listener forgets its token',
      fault(/token: config\.token,\s+origins/, (found) =>
        found.replace('config.token', 'process.pid % 2 ? config.token : void 0'),
      ),
    ],
    [
      'registrations are ours',
      'a stale registration stays',
      fault(/function removeIfUnchangedSync\([^)]*\) \{/, (found) => `${found} return true;`),
    ],
    [
      'a listener is registered',
      'a listener does not look after its registration',
      fault(/const published = registration\.publish\(\);/, () => 'const published = false;'),
    ],
    [
      'files are whole',
      'a file is written in its place',
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
      'something keeps a command',
      fault(/process\.exitCode = code;/, (found) => `${found} setInterval(() => undefined, 1e3);`),
    ],
  ])('%s: %s', async (invariant, _fault, mutate) => {
    expect(await finds(invariant, simulatorOf(mutate))).toBe(true);
  });

  it('one listener a port: a kernel that lets two have it, and a lock that holds nobody up', async () => {
    const prepare = (world: World): void => {
      world.network.sharesPorts = true;
    };
    const unlocked = simulatorOf(fault(/async acquire\(\) \{/, (found) => `${found} return undefined;`));
    expect(await finds('one listener a port', unlocked, { prepare })).toBe(true);
  });
});
