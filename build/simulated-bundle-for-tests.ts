import { ensureBuilt } from './ensure-built.ts';

/** The simulator runs the product as it is bundled. */
export const setup = (): void => ensureBuilt('simulated-product');
