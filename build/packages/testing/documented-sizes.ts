import { readSource } from '../../rooms.ts';

/** Packages, as named in the table "Packages" of docs/reference.md. */
export type PackageName =
  | 'npm package'
  | 'Linux executable'
  | 'Windows executable'
  | 'Debian package'
  | 'Windows installer';

/** Tolerance of a documented size: builds differ slightly, and the table has whole megabytes. */
const TOLERANCE = 0.05;

/** The documented size of a package, MB. @throws Error if it is not in the table */
function documentedMegabytes(name: PackageName): number {
  const row = readSource('docs/reference.md')
    .split('\n')
    .find((line) => line.startsWith(`| ${name} |`));
  const size = /\| ([\d.]+) MB \|/.exec(row ?? '')?.[1];
  if (size === undefined) throw new Error(`docs/reference.md has no size of the ${name}`);
  return Number(size);
}

/** The correction for the table; undefined if it is right. */
export function wrongSize(name: PackageName, bytes: number): string | undefined {
  const documented = documentedMegabytes(name);
  const measured = bytes / 1e6;
  const margin = Math.max(documented * TOLERANCE, 0.1);
  if (Math.abs(measured - documented) <= margin) return undefined;
  return `docs/reference.md says ${documented} MB for the ${name}, and it has ${measured.toFixed(1)} MB`;
}
