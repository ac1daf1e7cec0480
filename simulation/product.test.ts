import { expect, it } from 'vitest';
import { Host } from './node/host.ts';
import { perProcess, withProcessState } from './product.ts';
import type { SimulatedProcess } from './world/simulated-process.ts';
import { World } from './world/world.ts';

it('gives each process its own module state', () => {
  const world = new World(1);
  const host = new Host();
  host.world = world;
  world.install(() => () => undefined);
  const sink = { write: () => undefined };
  const start = { argv: ['x'], env: {}, cwd: '/', uid: 0, parent: undefined, cause: 'test' };
  const spawn = (): SimulatedProcess => world.spawn({ ...start, stdout: sink, stderr: sink });
  const [one, other] = [spawn(), spawn()];
  const kept = perProcess(host, () => new Set<string>());
  const seenBy = (process: SimulatedProcess): string[] => {
    world.current = process;
    return [...kept.values()];
  };
  world.current = one;
  kept.add('of one');
  expect([seenBy(one), seenBy(other)]).toEqual([['of one'], []]);
  world.current = other;
  kept.add('of the other');
  expect([seenBy(one), kept.size, seenBy(other)]).toEqual([['of one'], 1, ['of the other']]);
});

it('finds the module state, or throws if it is missing', () => {
  const code = 'var processErrors = new BackgroundErrors();';
  expect(withProcessState(code)).toBe('var processErrors = perProcess(() => new BackgroundErrors());');
  expect(() => withProcessState('var errors;')).toThrow('no such line');
});
