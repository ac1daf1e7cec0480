import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compileFunction } from 'node:vm';
import type { Host } from './node/host.ts';
import { simulatedNode } from './node/modules.ts';
import { perProcess, withProcessState } from './node/process-state.ts';
import type { SimulatedProcess } from './world/simulated-process.ts';
import { World } from './world/world.ts';

/** Where the product's bundle stands on the simulated disk. */
export const PRODUCT_SCRIPT = '/opt/hal-listener/hal-listener.cjs';

/** The bundle that the build target `simulated-product` makes: the product as it is, nothing in it replaced. */
const BUNDLE = path.resolve('dist/simulation/product.cjs');

/** Runs the product's command line in a simulated process. */
export type Product = (process: SimulatedProcess) => void;

export interface ProductOptions {
  /** Changes the product's code before it is loaded: a fault that the simulator must find. */
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
  // Libraries look at the time while they are loaded.
  host.world = new World(0);
  load(module, module.exports, require, ...Object.values(given));
  host.world = undefined;
  const { runCommandLine } = module.exports;
  if (runCommandLine === undefined) throw new Error(`${BUNDLE} has no command line`);
  return () => runCommandLine();
}
