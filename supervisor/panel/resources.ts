import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The built page and the search thread's program: on disk, or inside a single executable. */
export interface Resources {
  /** @param name relative, with `/`, as `assets/index-C0ffee.js` @returns undefined where there is none */
  page(name: string): Uint8Array | undefined;
  searchProgram(): string;
}

/** Names of files that are served: no folder but `assets`, nothing hidden, no way up. */
const SERVED = /^(?:assets\/)?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+$/;

/** @param folder where the build put `panel/` and `log-search.cjs` */
export function diskResources(folder: string): Resources {
  return {
    page: (name) => (SERVED.test(name) ? readIf(path.join(folder, 'panel', name)) : undefined),
    searchProgram: () => readFileSync(path.join(folder, 'log-search.cjs'), 'utf8'),
  };
}

function readIf(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
