import type { Product } from './product.ts';
import { PRODUCT_SCRIPT } from './product.ts';
import { configOf, HOME, PASSWORD_FILE, type Setting } from './setting.ts';
import { parseOpenFlags } from './world/inode.ts';
import type { ProcessStart, SimulatedProcess } from './world/simulated-process.ts';
import { World } from './world/world.ts';

export const NODE = '/usr/bin/node';
const ROOT = { uid: 0, umask: 0 };
export const ANNA = 1000;
export const BERT = 1001;
export const RUN = `${HOME}/run`;

/** Programs other than the product, by command name. */
export type OtherPrograms = ReadonlyMap<string, (process: SimulatedProcess) => void>;

/** A machine on which the product is installed and has never run. */
export function installedMachine(
  seed: number,
  setting: Setting,
  product: Product,
  others: OtherPrograms = new Map(),
): World {
  const world = new World(seed);
  const programs = new Map([...others, [NODE, product]]);
  world.install((argv) => programs.get(argv[0] ?? ''));
  for (const folder of [
    '/home',
    '/tmp',
    '/opt',
    '/opt/hal-listener',
    '/usr',
    '/usr/bin',
    '/var',
    '/var/lib',
  ]) {
    makeFolder(world, folder, 0, folder === '/tmp' ? 0o777 : 0o755);
  }
  makeFolder(world, '/home/anna', ANNA, 0o755);
  makeFolder(world, HOME, ANNA, 0o755);
  // With an existing account; otherwise the example would be written first, record by record.
  for (const folder of ['account', 'account/HAL', 'account/HAL/NOTE'])
    makeFolder(world, `${HOME}/${folder}`, ANNA, 0o700);
  writeFile(world, `${HOME}/account/HAL/NOTE/1`, 'a record\n', ANNA);
  writeFile(world, `${HOME}/config.json`, JSON.stringify(configOf(setting)), ANNA);
  writeFile(world, PASSWORD_FILE, 'test-only-pw\n', ANNA);
  world.files.resolve(PASSWORD_FILE, 'chmod').mode = 0o600;
  writeFile(world, PRODUCT_SCRIPT, '', 0);
  world.files.sync(world.files.open(PRODUCT_SCRIPT, parseOpenFlags('r'), 0, ROOT));
  return world;
}

export interface Command {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly uid: number;
  /** Which actor started it, for invariants. */
  readonly cause: string;
  readonly parent?: SimulatedProcess;
  /** Called with its output. */
  readonly onOutput?: (text: string) => void;
}

export interface RunningCommand {
  readonly process: SimulatedProcess;
  /** Its output so far, both streams. */
  readonly output: string[];
}

/** Runs the product's command line. @throws if no process can be created */
export function runProduct(world: World, command: Command): RunningCommand {
  const { args, env, uid, cause, parent, onOutput } = command;
  const output: string[] = [];
  const sink = {
    write: (text: string): void => {
      output.push(text);
      onOutput?.(text);
    },
  };
  const process = world.spawn({
    argv: [NODE, PRODUCT_SCRIPT, ...args],
    env,
    cwd: '/home/anna',
    uid,
    parent,
    stdout: sink,
    stderr: sink,
    cause,
  });
  return { process, output };
}

/** Whether a process is a listener: the product with the verb `run`. */
export function isListener({ start: { argv } }: SimulatedProcess): boolean {
  return argv[1] === PRODUCT_SCRIPT && argv[2] === 'run';
}

/** Whether a process is a supervisor that keeps a listener running. */
export function isWatch({ start: { argv } }: SimulatedProcess): boolean {
  return argv[1] === PRODUCT_SCRIPT && argv[2] === 'watch' && !argv.includes('--detach');
}

function makeFolder(world: World, folder: string, uid: number, mode: number): void {
  world.files.makeFolder(folder, mode, ROOT);
  world.files.resolve(folder, 'mkdir').uid = uid;
}

function writeFile(world: World, file: string, text: string, uid: number): void {
  const open = world.files.open(file, parseOpenFlags('w'), 0o644, ROOT);
  world.files.write(open, Buffer.from(text), null);
  world.files.sync(open);
  open.inode.uid = uid;
}

/** The text of a file; undefined if it does not exist. */
export function readFile(world: World, file: string): string | undefined {
  return world.files.find(file)?.data.toString('utf8');
}

/** Starts a program other than the product, without environment and output. @throws if no process can be created */
export function spawnSilently(
  world: World,
  argv: readonly string[],
  { cause, ...options }: { readonly cause: string } & Partial<Pick<ProcessStart, 'env' | 'cwd' | 'uid'>>,
): SimulatedProcess {
  const sink = { write: () => undefined };
  return world.spawn({
    argv,
    env: {},
    cwd: '/',
    uid: 0,
    ...options,
    parent: undefined,
    stdout: sink,
    stderr: sink,
    cause,
  });
}
