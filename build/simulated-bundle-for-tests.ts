import { ensureBuilt } from './ensure-built.ts';

/** The simulator runs the product's bundle: built first if it is out of date. */
export const setup = (): void => ensureBuilt('simulated-product');
