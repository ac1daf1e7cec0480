import { spawnSilently } from '../machine.ts';
import type { Endpoint } from '../world/network.ts';
import type { SimulatedProcess } from '../world/simulated-process.ts';
import type { World } from '../world/world.ts';

export const FOREIGN_PROGRAM = '/usr/bin/python3';

/** Another program binds a port, if it is free, and never responds to its clients. */
export function foreignProgram(world: () => World): (process: SimulatedProcess) => void {
  return (process) => {
    process.references += 1;
    const port = Number(process.start.argv[2]);
    for (const host of ['0.0.0.0', '::']) {
      try {
        world().network.listen(process, { host, port, secure: false }, (endpoint: Endpoint) => {
          endpoint.handlers = { data: () => undefined, end: () => endpoint.close(), gone: () => undefined };
        });
      } catch {
        return world().end(process, { code: 1, signal: null });
      }
    }
  };
}

export function startForeign(world: World, port: number): SimulatedProcess {
  return spawnSilently(world, [FOREIGN_PROGRAM, 'server.py', String(port)], { cause: 'foreign' });
}
