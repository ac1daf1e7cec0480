import { ensureBuilt } from './ensure-built.ts';

const LINUX = ['executable-linux-x64'] as const;

/** What the tray's packages carry: built first where it is out of date. */
export const setup = (): void =>
  ensureBuilt('product', 'executable-win-x64', ...(process.platform === 'linux' ? LINUX : []));
