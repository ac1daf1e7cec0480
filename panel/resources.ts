import { readFileSync } from 'node:fs';
import path from 'node:path';
import { getRawAsset, isSea } from 'node:sea';

/** The built page and the search thread's program: on disk, or inside a single executable. */
export interface Resources {
  /** @param name relative, with `/`, as `assets/index-C0ffee.js` @returns undefined where there is none */
  page(name: string): Uint8Array | undefined;
  searchProgram(): string;
}

/** The program of the search thread, in the build's folder and among an executable's assets. */
const SEARCH_PROGRAM = 'log-search.cjs';
/** The folder of the page, in the same places. */
const PAGE = 'panel';

/** Names of files that are served: no folder but `assets`, nothing hidden, no way up. */
const SERVED = /^(?:assets\/)?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+$/;

/** @param folder where the build put `panel/` and `log-search.cjs`; not used in an executable, which has them inside */
export function shippedResources(folder: string): Resources {
  return isSea() ? executableResources(getRawAsset) : diskResources(folder);
}

/** @param folder where the build put `panel/` and `log-search.cjs` */
export function diskResources(folder: string): Resources {
  return {
    page: (name) => (SERVED.test(name) ? readIfPresent(path.join(folder, PAGE, name)) : undefined),
    searchProgram: () => readFileSync(path.join(folder, SEARCH_PROGRAM), 'utf8'),
  };
}

/** @param asset the bytes under a name as the build gave it; it throws where there is none */
export function executableResources(asset: (name: string) => ArrayBuffer | string): Resources {
  const bytes = (name: string): Uint8Array => {
    const content = asset(name);
    return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
  };
  return {
    page: (name) => {
      if (!SERVED.test(name)) return undefined;
      try {
        return bytes(`${PAGE}/${name}`);
      } catch {
        return undefined;
      }
    },
    searchProgram: () => Buffer.from(bytes(SEARCH_PROGRAM)).toString('utf8'),
  };
}

function readIfPresent(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
