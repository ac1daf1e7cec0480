import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { calledOf } from '../program-text.ts';
import { filesIn, ROOT } from '../rooms.ts';
import { AS_WINDOWS_10, wineEnvironment, wineLoader } from '../wine.ts';
import { EXECUTABLES, type ExecutableTarget, targetOf } from './executable-targets.ts';
import { installedRuntime, pinnedRuntime } from './runtime.ts';

/** Makes a blob: a Node of the pinned version that runs on this machine. */
interface Maker {
  readonly words: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Whether it is the target's own Node: V8 takes compiled code only of the same system. */
  readonly isOfTarget: boolean;
}

const DIST = path.join(ROOT, 'dist');
/** The program as a module, which only an executable runs by itself. */
const MAIN = 'hal-listener-main.cjs';

/**
 * What is inside: the names under which `node:sea` gives it, and the files. All paths are from `dist/`, since the
 * program's own stays in the executable and is seen in stack traces.
 */
function assets(): Record<string, string> {
  const names = ['log-search.cjs', 'store-client.cjs', 'speech-worker.cjs', ...filesIn('panel', DIST)];
  return Object.fromEntries(names.map((name) => [name, name]));
}

/**
 * Packs the command line and its assets into one blob for an executable of the target
 * (https://nodejs.org/docs/latest-v22.x/api/single-executable-applications.html).
 *
 * @returns whether it contains compiled code, which makes a start about 15 % faster
 * @throws Error if no Node of that version runs here
 */
export function writeBlob(target: ExecutableTarget, blob: string): boolean {
  const { words, env, isOfTarget } = maker(target);
  const config = `${blob}.json`;
  const content = {
    main: MAIN,
    output: blob,
    assets: assets(),
    disableExperimentalSEAWarning: true,
    useCodeCache: isOfTarget,
  };
  writeFileSync(config, JSON.stringify(content));
  const main = path.join(DIST, MAIN);
  writeFileSync(main, calledOf(readFileSync(path.join(DIST, 'hal-listener-program.cjs'), 'utf8')));
  const [program = '', ...first] = words;
  // No pipes: with one, Node under Wine fails with EBADF.
  const { status } = spawnSync(program, [...first, '--experimental-sea-config', config], {
    cwd: DIST,
    env,
    stdio: 'ignore',
  });
  rmSync(config);
  rmSync(main);
  if (status !== 0 || !existsSync(blob)) throw new Error(`${words.join(' ')} could not make ${blob}`);
  return isOfTarget;
}

function maker(target: ExecutableTarget): Maker {
  const { NODE_OPTIONS: _options, ...env } = process.env;
  const own = targetOf(process.platform, process.arch);
  if (own === target) return { words: [installedRuntime(target).program], env, isOfTarget: true };
  const wine = EXECUTABLES[target].platform === 'win32' ? wineLoader() : undefined;
  if (wine !== undefined) {
    const windows = wineEnvironment();
    spawnSync(wine, ['reg.exe', ...AS_WINDOWS_10], { env: windows, stdio: 'ignore' });
    return { words: [wine, installedRuntime(target).program], env: windows, isOfTarget: true };
  }
  if (own !== undefined) return { words: [installedRuntime(own).program], env, isOfTarget: false };
  const version = pinnedRuntime(target);
  if (process.version === `v${version}`) return { words: [process.execPath], env, isOfTarget: false };
  throw new Error(`An executable for ${target} is made on Linux or Windows on x64, or with Node ${version}`);
}
