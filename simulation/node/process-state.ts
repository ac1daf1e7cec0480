import type { SimulatedProcess } from '../world/simulated-process.ts';
import type { Host } from './host.ts';

/**
 * The product's code is loaded once for all processes of all worlds; what its modules keep while they run is each
 * process's own. Where they are made: everything else that stands at the top of a module never changes.
 */
const MADE = /\b(var|let|const) processErrors = (new BackgroundErrors\(\));/;

/** The code, in which each process has its own of what modules keep. @throws where there is no such line any more */
export function withProcessState(code: string): string {
  if (!MADE.test(code)) throw new Error(`the product has no such line any more: ${MADE}`);
  return code.replace(MADE, (_line, kind, made) => `${kind} processErrors = perProcess(() => ${made});`);
}

/** An object of which each process sees its own, made when it is first used. */
export function perProcess<T extends object>(host: Host, make: () => T): T {
  const ownOf = new WeakMap<SimulatedProcess, T>();
  const own = (): T => {
    const { process } = host;
    const found = ownOf.get(process) ?? make();
    ownOf.set(process, found);
    return found;
  };
  return new Proxy(make(), {
    get: (_shared, name) => {
      const found = own();
      const value: unknown = Reflect.get(found, name, found);
      return typeof value === 'function' ? value.bind(found) : value;
    },
  });
}
