import { ensureBuilt } from './ensure-built.ts';

/** Integration tests run the shipped files: built first if they are out of date, left alone otherwise. */
export const setup = (): void => ensureBuilt('product');
