import { NODE, RUN, readFile, spawnSilently } from '../machine.ts';
import { PRODUCT_SCRIPT } from '../product.ts';
import type { SimulatedProcess } from '../world/simulated-process.ts';
import type { World } from '../world/world.ts';

export const QM_PROGRAM = '/usr/qmsys/bin/qm';

const POLL_MS = 500;
const MAX_QUIET_POLLS = 6;
const MAX_SILENT = 3;
const MAX_RUNS = 8;

/** How the phantom ended, for invariants; QM itself does not record this. */
export const PHANTOM_EXIT = { meant: 0, neverRan: 1, gaveUp: 3 } as const;

interface Answer {
  readonly verdict: string;
  readonly values: readonly string[];
}

/**
 * The loop of our QM Basic program WEBSOCKET.LISTENER, line by line: its calls of the product, their order, and how it
 * handles the replies. The product's side, `from-qm start` and `from-qm resume`, is real.
 */
export function phantomProgram(world: () => World): (process: SimulatedProcess) => void {
  return (process) => {
    process.references += 1;
    void new Phantom(world(), process).run();
  };
}

/** `PHANTOM WEBSOCKET.LISTENER`. @param userNo QM's user number of the phantom */
export function startPhantom(
  world: World,
  userNo: number,
  env: Readonly<Record<string, string>>,
  uid: number,
): SimulatedProcess {
  return spawnSilently(world, [QM_PROGRAM, 'PHANTOM', 'WEBSOCKET.LISTENER', String(userNo)], {
    cause: 'phantom',
    env,
    cwd: '/home/anna',
    uid,
  });
}

export function isPhantom({ start: { argv } }: SimulatedProcess): boolean {
  return argv[0] === QM_PROGRAM;
}

class Phantom {
  readonly #world: World;
  readonly #process: SimulatedProcess;
  readonly #userNo: number;
  #pid = '';
  #runs: string[] = [];
  #since = 0;
  #quiet = 0;
  #silent = 0;
  #lastSign: string | undefined = '';

  constructor(world: World, process: SimulatedProcess) {
    this.#world = world;
    this.#process = process;
    this.#userNo = Number(process.start.argv[3]);
  }

  async run(): Promise<void> {
    const { verdict, values } = await this.#ask('start', []);
    if (verdict !== 'RUNNING') return this.#stop(PHANTOM_EXIT.neverRan);
    this.#newListener(values);
    for (;;) {
      await this.#sleep(POLL_MS);
      const registration = readFile(this.#world, `${RUN}/${this.#userNo}.json`);
      const sign = readFile(this.#world, `${RUN}/${this.#userNo}.alive`) ?? this.#lastSign;
      const other = /"pid":(\d+)/.exec(registration ?? '')?.[1];
      if (other !== undefined && other !== this.#pid) this.#newListener([other]);
      if (sign === this.#lastSign) this.#quiet += 1;
      else {
        this.#lastSign = sign;
        this.#quiet = 0;
        this.#silent = 0;
      }
      if (registration !== undefined && this.#quiet < MAX_QUIET_POLLS) continue;
      const end = await this.#askAfter();
      if (end !== undefined) return this.#stop(end);
    }
  }

  /** Checks the listener and reacts. @returns how the phantom ends, if it does */
  async #askAfter(): Promise<number | undefined> {
    const were = [...this.#runs];
    this.#runs.push(String(Math.floor((this.#world.now - this.#since) / 1_000)));
    let waited = false;
    for (;;) {
      this.#runs = this.#runs.slice(-MAX_RUNS);
      const known = this.#pid;
      const { verdict, values } = await this.#ask('resume', [
        ...['--pid', this.#pid, `--runs=${this.#runs.join(',')}`],
        ...(waited ? ['--waited'] : []),
        ...(this.#silent >= MAX_SILENT ? ['--end-silent'] : []),
      ]);
      switch (verdict) {
        case 'RUNNING':
          if (values[0] === known) {
            this.#runs = were;
            this.#quiet = 0;
            this.#silent = 0;
          } else this.#newListener(values);
          return undefined;
        case 'RESTARTED':
          this.#runs = [];
          this.#newListener(values);
          return undefined;
        case 'SILENT':
          this.#runs = were;
          this.#silent += 1;
          this.#quiet = MAX_QUIET_POLLS - Math.floor(10_000 / POLL_MS);
          return undefined;
        case 'WAIT':
          await this.#sleep(Number(values[0]) * 1_000);
          waited = true;
          break;
        case 'AGAIN':
          this.#runs.push('-1');
          waited = false;
          break;
        case '':
          await this.#sleep(10_000);
          break;
        case 'STOPPED':
          return PHANTOM_EXIT.meant;
        default:
          return PHANTOM_EXIT.gaveUp;
      }
    }
  }

  #newListener([pid = '']: readonly string[]): void {
    this.#pid = pid;
    this.#since = this.#world.now;
    this.#quiet = 0;
    this.#silent = 0;
    this.#lastSign = '';
  }

  #stop(code: number): void {
    this.#world.end(this.#process, { code, signal: null });
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#world.schedule(this.#process, ms, resolve));
  }

  /** Runs `hal-listener from-qm VERB`; no reply if no program could be run. */
  #ask(verb: string, args: readonly string[]): Promise<Answer> {
    const output: string[] = [];
    const sink = { write: (text: string) => void output.push(text) };
    return new Promise((resolve) => {
      const identity = ['--user-no', String(this.#userNo), '--phantom-pid', String(this.#process.pid)];
      const answered = (): void => {
        const lines = output.join('').split('\n');
        const [verdict = '', ...values] =
          lines
            .findLast((line) => line.startsWith('@ '))
            ?.slice(2)
            .split(' ') ?? [];
        resolve({ verdict, values });
      };
      try {
        const { start } = this.#process;
        const child = this.#world.spawn({
          ...start,
          argv: [NODE, PRODUCT_SCRIPT, 'from-qm', verb, ...args, ...identity],
          parent: this.#process,
          stdout: sink,
          stderr: sink,
        });
        child.onExit.push(() => void this.#world.schedule(this.#process, 1, answered));
      } catch {
        this.#world.schedule(this.#process, 1, answered);
      }
    });
  }
}
