import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The folders of the product and their source files, for the build and for tests of the whole tree. */

export const ROOT = path.resolve(import.meta.dirname, '..');

/** What is shipped, in the order of the import graph: a room imports only the rooms before it. */
export const ROOMS = [
  'contract',
  'wording',
  'lib',
  'listener',
  'supervisor',
  'panel',
  'renderer',
  'electron',
  'cli',
] as const;

export type Room = (typeof ROOMS)[number];

/** The rooms whose code runs in Node; the renderer runs in a browser. */
export const NODE_ROOMS: readonly Room[] = ROOMS.filter((room) => room !== 'renderer');

/** Every file below a folder of a tree, as paths from the tree's root with `/`, sorted. */
export function filesIn(folder: string, root = ROOT): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/** The TypeScript files of rooms without tests and test helpers, as paths from the root with `/`. */
export function sourceFiles(rooms: readonly string[] = ROOMS): readonly string[] {
  return rooms
    .flatMap((room) => filesIn(room))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\/testing\//.test(file));
}

export function readSource(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}
