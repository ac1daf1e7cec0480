import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The product of another revision, built in a Git worktree of its own that is removed when the process exits. */
export interface RevisionProduct {
  /** The shipped file. */
  readonly shipped: string;
  /** The beginning of the commit's name. */
  readonly commit: string;
}

/** What belongs to a working tree and not to its packages, such as the stamps of what is built. */
const OWN_FOLDERS = new Set(['.cache', '.vite', '.vite-temp']);

/**
 * @param root the working tree
 * @throws Error if Git does not know the revision, or it cannot be built
 */
export async function buildRevision(revision: string, root: string): Promise<RevisionProduct> {
  const commit = commitOf(revision, root);
  const folder = mkdtempSync(join(tmpdir(), 'hal-bench-revision-'));
  const building = new Set<ChildProcess>();
  process.once('exit', () => {
    for (const child of building) child.kill('SIGKILL');
    // Its links first, so that nothing follows them.
    rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
    spawnSync('git', ['worktree', 'remove', '--force', folder], { cwd: root });
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  const added = spawnSync('git', ['worktree', 'add', '--detach', folder, commit], {
    cwd: root,
    encoding: 'utf8',
  });
  if (added.status !== 0) throw new Error(`--compare ${revision}: git worktree add failed: ${added.stderr}`);
  linkPackages(join(root, 'node_modules'), join(folder, 'node_modules'));
  const child = spawn(process.execPath, ['build/run.mjs', 'build/build.ts', 'product'], {
    cwd: folder,
    // Standard output is for rows.
    stdio: ['ignore', 2, 2],
  });
  building.add(child);
  const [code] = await once(child, 'close');
  building.delete(child);
  if (code !== 0)
    throw new Error(`--compare ${revision}: its product could not be built with the packages of this tree`);
  return { shipped: join(folder, 'dist/hal-listener.cjs'), commit: commit.slice(0, 10) };
}

/** @throws Error if Git does not know the revision */
export function commitOf(revision: string, root: string): string {
  const found = spawnSync(
    'git',
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  if (found.error !== undefined) throw new Error(`--compare needs git: ${found.error.message}`);
  if (found.status !== 0)
    throw new Error(`--compare ${revision}: git knows no such commit, branch or tag in this repository`);
  return found.stdout.trim();
}

/** Links each package, so that the folder itself, with what builds keep in it, is the new tree's own. */
function linkPackages(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    if (!OWN_FOLDERS.has(name)) symlinkSync(join(from, name), join(to, name), 'junction');
  }
}
