import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ROOT } from '../rooms.ts';
import { EXECUTABLES, type ExecutableTarget } from './executable-targets.ts';
import { runTool } from './run-tool.ts';

/** Parts and tools of an executable. */
export interface Runtime {
  /** Node for the target. */
  readonly program: string;
  readonly version: string;
  /** Its licence; the package for Windows has none. */
  readonly license: string;
  /** Folder of `postject` and `resedit`. */
  readonly modules: string;
}

const SOURCE = path.join(ROOT, 'build/runtimes');
const PACKAGE_FILES = ['package.json', 'package-lock.json'];
const MANIFEST = z.object({ version: z.string() });
const PINS = z.object({
  dependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
});

/** Node's version in an executable, as pinned in `build/runtimes/package.json`. */
export function pinnedRuntime(target: ExecutableTarget): string {
  const { name } = EXECUTABLES[target].runtime;
  const version = pins().optionalDependencies[name];
  if (version === undefined) throw new Error(`build/runtimes/package.json does not pin ${name}`);
  return version;
}

/**
 * Node for a target and the tools, from the package registry: installed where they are not there in the pinned
 * versions. Each target has a folder of its own, as npm keeps packages of one system only.
 *
 * @throws Error where npm cannot install them
 */
export function installedRuntime(target: ExecutableTarget): Runtime {
  const { runtime, platform, arch } = EXECUTABLES[target];
  const folder = path.join(ROOT, 'node_modules/.cache/runtimes', target);
  const modules = path.join(folder, 'node_modules');
  const version = pinnedRuntime(target);
  const wanted = { ...pins().dependencies, [runtime.name]: version };
  if (!isInstalled(modules, wanted)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const file of PACKAGE_FILES) copyFileSync(path.join(SOURCE, file), path.join(folder, file));
    console.log(`Fetching Node ${version} for ${target}`);
    runTool(npm(), ['ci', `--os=${platform}`, `--cpu=${arch}`, ...QUIETLY], { cwd: folder });
    if (!isInstalled(modules, wanted)) throw new Error(`npm did not install ${runtime.name} ${version}`);
  }
  const home = path.join(modules, runtime.name);
  const program = path.join(home, runtime.program);
  if (!existsSync(program)) throw new Error(`${runtime.name} ${version} has no ${runtime.program}`);
  return { program, version, license: path.join(home, 'LICENSE'), modules };
}

const QUIETLY = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

function isInstalled(modules: string, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([name, version]) => versionIn(path.join(modules, name)) === version);
}

function versionIn(folder: string): string | undefined {
  const file = path.join(folder, 'package.json');
  return existsSync(file) ? MANIFEST.parse(JSON.parse(readFileSync(file, 'utf8'))).version : undefined;
}

function pins(): z.infer<typeof PINS> {
  return PINS.parse(JSON.parse(readFileSync(path.join(SOURCE, 'package.json'), 'utf8')));
}

/** npm's own program, run by this Node: on Windows `npm` is a batch file, which needs a shell. */
function npm(): readonly string[] {
  const beside = path.join(path.dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js');
  const program = process.env.npm_execpath ?? beside;
  return existsSync(program) ? [process.execPath, program] : ['npm'];
}
