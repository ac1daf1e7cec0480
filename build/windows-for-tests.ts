import { ensureBuilt } from './ensure-built.ts';

/** Files that run on Windows: built first if they are out of date. */
export const setup = (): void => ensureBuilt('product', 'executable-win-x64');
