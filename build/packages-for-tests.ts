import { ensureBuilt } from './ensure-built.ts';

/** What the tests of packages install: built first where it is out of date. */
export const setup = (): void => ensureBuilt('product', 'executable-linux-x64');
