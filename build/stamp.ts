import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EXECUTABLES, type ExecutableTarget } from './executable/executable-targets.ts';
import { NOTICES } from './notices.ts';
import { filesIn, ROOMS, ROOT } from './rooms.ts';
import { SBOM } from './sbom.ts';

/**
 * Whether a build is up to date. A stamp holds one hash of everything a target is built from and one of everything it
 * wrote; contents count, not times, so a checkout or a rebase that changes nothing rebuilds nothing.
 */

export const TARGET_NAMES = [
  'product',
  'simulated-product',
  'simulator',
  'bench',
  'questions',
  'executable-linux-x64',
  'executable-win-x64',
  'deb',
  'windows-installer',
] as const;
export type TargetName = (typeof TARGET_NAMES)[number];

interface Contents {
  /** Folders and files, relative to the root. */
  readonly sources: readonly string[];
  readonly outputs: readonly string[];
  /** Built only from what is shipped or simulated, so test files are no sources. */
  readonly isProduct?: boolean;
}

const TOOLS = ['build', 'package.json', 'package-lock.json', 'tsconfig.json'];
const PRODUCT = [...ROOMS, ...TOOLS];

const CONTENTS: Readonly<Record<TargetName, Contents>> = {
  product: {
    isProduct: true,
    sources: PRODUCT,
    outputs: [
      'dist/hal-listener.cjs',
      'dist/hal-listener-program.cjs',
      'dist/store-client.cjs',
      'dist/speech-worker.cjs',
      'dist/log-search.cjs',
      'dist/start.cjs',
      NOTICES,
      SBOM,
      'dist/panel',
      'dist/electron',
    ],
  },
  'simulated-product': { isProduct: true, sources: PRODUCT, outputs: ['dist/simulation/product.cjs'] },
  simulator: { sources: [...PRODUCT, 'simulation'], outputs: ['dist/simulation/simulate.js'] },
  bench: { sources: [...PRODUCT, 'bench'], outputs: ['dist/bench'] },
  questions: { sources: PRODUCT, outputs: ['dist/questions'] },
  'executable-linux-x64': executable('linux-x64'),
  'executable-win-x64': executable('win-x64'),
  'windows-installer': {
    isProduct: true,
    sources: [...PRODUCT, 'docs', 'LICENSE'],
    outputs: ['dist/windows'],
  },
  deb: { isProduct: true, sources: [...PRODUCT, 'docs', 'LICENSE', 'CHANGELOG.md'], outputs: ['dist/deb'] },
};

interface Stamp {
  readonly sources: string;
  readonly outputs: string;
}

/** The current hashes of a target. Tests are no sources, because no output contains them. */
export function stampOf(target: TargetName, root = ROOT): Stamp {
  const { sources, outputs, isProduct } = CONTENTS[target];
  const relevant = (file: string): boolean =>
    !/\.test\.tsx?$/.test(file) && !(isProduct && file.includes('/testing/'));
  return { sources: hashOf(root, sources, relevant), outputs: hashOf(root, outputs, () => true) };
}

export function isUpToDate(target: TargetName): boolean {
  const { sources, outputs } = stampOf(target);
  const file = stampFile(target);
  return existsSync(file) && readFileSync(file, 'utf8') === JSON.stringify({ sources, outputs });
}

/** Records that a target has been built from the current sources. */
export function writeStamp(target: TargetName): void {
  const file = stampFile(target);
  mkdirSync(path.dirname(file), { recursive: true });
  // In a hard-linked copy of node_modules this file is shared until it is replaced.
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify(stampOf(target)));
}

export function removeStamp(target: TargetName): void {
  rmSync(stampFile(target), { force: true });
}

function executable(target: ExecutableTarget): Contents {
  return { isProduct: true, sources: PRODUCT, outputs: [path.posix.dirname(EXECUTABLES[target].file)] };
}

function stampFile(target: TargetName): string {
  return path.join(ROOT, `node_modules/.cache/build/${target}.json`);
}

function hashOf(root: string, places: readonly string[], relevant: (file: string) => boolean): string {
  const hash = createHash('sha256');
  for (const place of places) {
    for (const file of filesAt(root, place).filter(relevant)) {
      const bytes = readFileSync(path.join(root, file));
      hash.update(`${file}\0${bytes.length}\0`).update(bytes);
    }
  }
  return hash.digest('base64url');
}

function filesAt(root: string, place: string): readonly string[] {
  const stats = statSync(path.join(root, place), { throwIfNoEntry: false });
  if (stats === undefined) return [];
  return stats.isDirectory() ? filesIn(place, root) : [place];
}
