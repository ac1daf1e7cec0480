import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compileFunction } from 'node:vm';
import type { Host } from './node/host.ts';
import { simulatedNode } from './node/modules.ts';
import type { SimulatedProcess } from './world/simulated-process.ts';
import { World } from './world/world.ts';

/** Path of the product's bundle on the simulated disk. */
export const PRODUCT_SCRIPT = '/opt/hal-listener/hal-listener.cjs';

/** The bundle of the build target `simulated-product`: the unchanged product. */
const BUNDLE = path.resolve('dist/simulation/product.cjs');

/** Runs the product's command line in a simulated process. */
export type Product = (process: SimulatedProcess) => void;

interface ProductOptions {
  /** Changes the product's code before it is loaded: a fault that the simulator must detect. */
  readonly mutate?: (code: string) => string;
}

/** Loads the product once for all worlds of this thread. */
export function loadProduct(host: Host, { mutate = (code) => code }: ProductOptions = {}): Product {
  const { require, globals } = simulatedNode(host);
  const given = {
    ...globals,
    __filename: PRODUCT_SCRIPT,
    __dirname: path.posix.dirname(PRODUCT_SCRIPT),
    perProcess: <T extends object>(make: () => T): T => perProcess(host, make),
  };
  const module: { exports: { runCommandLine?: () => void } } = { exports: {} };
  const names = ['module', 'exports', 'require', ...Object.keys(given)];
  const load = compileFunction(withProcessState(mutate(readFileSync(BUNDLE, 'utf8'))), names, {
    filename: BUNDLE,
  });
  // Libraries read the time while they are loaded.
  host.world = new World(0);
  load(module, module.exports, require, ...Object.values(given));
  host.world = undefined;
  const { runCommandLine } = module.exports;
  if (runCommandLine === undefined) throw new Error(`${BUNDLE} has no command line`);
  return () => runCommandLine();
}

/**
 * The product's code is loaded once for all processes of all worlds, but module state belongs to each process.
 * These are the lines that create such state; all other top-level values never change.
 */
const MADE = /\bprocessErrors = (new BackgroundErrors\(\));/;

/** The code with module state separated per process. @throws if one of these lines is missing */
export function withProcessState(code: string): string {
  if (!MADE.test(code)) throw new Error(`the product has no such line any more: ${MADE}`);
  return code.replace(MADE, (_line, made) => `processErrors = perProcess(() => ${made});`);
}

/** An object of which each process has its own, created on first use. */
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
