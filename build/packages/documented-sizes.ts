import { readSource } from '../rooms.ts';

/** What is handed out, as the table "Packages" of docs/reference.md names it. */
export type PackageName =
  | 'npm package'
  | 'Linux executable'
  | 'Windows executable'
  | 'Debian package'
  | 'Windows installer';

/** How far a size may be from the documented one: builds differ a little, and the table says whole megabytes. */
const TOLERANCE = 0.05;

/** The documented size of a package, MB. @throws Error where the table does not have it */
function documentedMegabytes(name: PackageName): number {
  const row = readSource('docs/reference.md')
    .split('\n')
    .find((line) => line.startsWith(`| ${name} |`));
  const size = /\| ([\d.]+) MB \|/.exec(row ?? '')?.[1];
  if (size === undefined) throw new Error(`docs/reference.md has no size of the ${name}`);
  return Number(size);
}

/** What the table should say; undefined where it is right. */
export function wrongSize(name: PackageName, bytes: number): string | undefined {
  const documented = documentedMegabytes(name);
  const measured = bytes / 1e6;
  const margin = Math.max(documented * TOLERANCE, 0.1);
  if (Math.abs(measured - documented) <= margin) return undefined;
  return `docs/reference.md says ${documented} MB for the ${name}, and it has ${measured.toFixed(1)} MB`;
}
