import type { Listeners } from '../invariants/listeners.ts';
import { registrations } from '../invariants/listeners.ts';
import type { PurposeTracker } from '../invariants/purpose.ts';
import type { Report } from '../invariants/violation.ts';
import { ANNA, BERT, type RunningCommand, runProduct } from '../machine.ts';
import { bareEnvironment, fullEnvironment, type Setting } from '../setting.ts';
import type { ProcessExit } from '../world/simulated-process.ts';
import type { World } from '../world/world.ts';
import type { Action } from './action.ts';

export type CommandAction = Extract<Action, { do: 'command' }>;

/** A listener that ended within this time may have ended after a command reported it as running, ms. */
const JUST_NOW_MS = 3_000;
const CRASHED = 70;
const SUCCEEDS_RUNNING = ['start', 'restart'];
/** Output of a successful start; a delayed warning may follow. */
const SAYS_RUNNING = /\bRUNNING\b/;

/** Runs operators' commands and checks each result. */
export class Operators {
  readonly #world: World;
  readonly #setting: Setting;
  readonly #purpose: PurposeTracker;
  readonly #listeners: Listeners;
  readonly #report: Report;
  readonly #running = new Map<RunningCommand, CommandAction>();
  /** A start was entered in a shell that has the token: this is remembered even if no listener came of it. */
  orderedToken = false;
  /** Commands that correctly reported a running listener. */
  readonly #trueWords = new WeakSet<CommandAction>();
  /** When a listener last ended, world time, ms. */
  lastListenerEnd = Number.NEGATIVE_INFINITY;

  constructor(parts: {
    readonly world: World;
    readonly setting: Setting;
    readonly purpose: PurposeTracker;
    readonly listeners: Listeners;
    readonly report: Report;
  }) {
    this.#world = parts.world;
    this.#setting = parts.setting;
    this.#purpose = parts.purpose;
    this.#listeners = parts.listeners;
    this.#report = parts.report;
  }

  get running(): readonly RunningCommand[] {
    return [...this.#running.keys()];
  }

  type(action: CommandAction): void {
    const { args, who, env } = action;
    const world = this.#world;
    const [verb = ''] = args;
    if (verb === 'start' && env === 'full' && this.#setting.token === 'environment') this.orderedToken = true;
    let command: RunningCommand;
    try {
      command = runProduct(world, {
        args,
        env: env === 'full' ? fullEnvironment(this.#setting) : bareEnvironment(),
        uid: who === 'anna' ? ANNA : BERT,
        cause: `${verb} (${who}, ${env})`,
        onOutput: (text) => {
          // A slow command says what was true when it asked.
          const isTrue = this.#serves || command.process.slowness > 0;
          if (SAYS_RUNNING.test(text) && isTrue) this.#trueWords.add(action);
        },
      });
    } catch {
      // A shell that cannot create processes runs no command.
      return;
    }
    const dead = this.#deadRegistrations();
    const faultBefore = world.files.fault;
    this.#running.set(command, action);
    this.#purpose.began(command, args);
    command.process.onExit.push((exit) => {
      this.#running.delete(command);
      this.#ended(command, action, exit);
      const calm = faultBefore === 'none' && world.files.fault === 'none' && who === 'anna';
      if (verb === 'list' && exit.code === 0 && calm) this.#checkLook(dead);
    });
  }

  /** Discards all running commands. */
  losePower(): void {
    for (const [command, { args }] of this.#running) this.#purpose.ended(command, args, null, '');
    this.#running.clear();
  }

  #ended(command: RunningCommand, action: CommandAction, { code }: ProcessExit): void {
    const { args } = action;
    const output = command.output.join('');
    this.#world.note(command.process, `said ${JSON.stringify(output.slice(0, 500))}`);
    this.#purpose.ended(command, args, code, output);
    if (code === CRASHED) this.#report('nothing crashes', `${args.join(' ')}: ${output.slice(0, 300)}`);
    // Another command may have run at the same time.
    if (code !== 0 || this.#purpose.purpose !== 'running' || !SUCCEEDS_RUNNING.includes(args[0] ?? ''))
      return;
    if (this.#trueWords.has(action) || this.#serves) return;
    this.#report('commands end', `"${args.join(' ')}" ended with 0, and no listener serves`);
  }

  /** Whether a listener is serving, or was a moment ago. */
  get #serves(): boolean {
    const lastEnd = Math.max(this.lastListenerEnd, this.#listeners.lastLeftAt);
    const justEnded = this.#world.now - lastEnd < JUST_NOW_MS;
    return this.#listeners.serving.length > 0 || justEnded;
  }

  #deadRegistrations(): readonly string[] {
    return registrations(this.#world)
      .filter(({ registration }) => this.#world.process(registration.pid)?.isAlive !== true)
      .map(({ file, registration }) => `${file} of ${registration.pid}, ${registration.processStart}`);
  }

  /** Registrations that were stale before a command looked are removed afterwards. */
  #checkLook(dead: readonly string[]): void {
    const left = this.#deadRegistrations().filter((one) => dead.includes(one));
    if (left.length > 0)
      this.#report('registrations are valid', `after a look there is still ${left.join('; ')}`);
  }
}
