import { ensureBuilt } from './ensure-built.ts';

/** What runs on Windows: built first where it is out of date. */
export const setup = (): void => ensureBuilt('product', 'executable-win-x64');
