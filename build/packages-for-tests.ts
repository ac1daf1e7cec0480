import { ensureBuilt } from './ensure-built.ts';

/** Files that the tests of packages install: built first if they are out of date. */
export const setup = (): void => ensureBuilt('product', 'executable-linux-x64');
