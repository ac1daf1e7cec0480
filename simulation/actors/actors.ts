import type { Listeners } from '../invariants/listeners.ts';
import type { PurposeTracker } from '../invariants/purpose.ts';
import type { Report } from '../invariants/violation.ts';
import type { WholeFiles } from '../invariants/whole-files.ts';
import { isListener, RUN } from '../machine.ts';
import type { Setting } from '../setting.ts';
import type { Inode } from '../world/inode.ts';
import type { SimulatedProcess } from '../world/simulated-process.ts';
import type { World } from '../world/world.ts';
import { type Action, describeAction, type Victim } from './action.ts';
import { startDatabase } from './database.ts';
import { startForeign } from './foreign.ts';
import { Operators } from './operators.ts';
import { SupervisorActor } from './supervisor.ts';

export interface ActorParts {
  readonly world: World;
  readonly setting: Setting;
  readonly purpose: PurposeTracker;
  readonly listeners: Listeners;
  readonly whole: WholeFiles;
  readonly report: Report;
}

/** All actors of a machine, and the faults that happen to it. */
export class Actors {
  readonly #parts: ActorParts;
  readonly #operators: Operators;
  readonly #supervisor: SupervisorActor;
  readonly #doomed: { readonly to: Victim; readonly atCall: number }[] = [];
  #foreign: SimulatedProcess[] = [];
  #database: SimulatedProcess | undefined;

  constructor(parts: ActorParts) {
    this.#parts = parts;
    this.#operators = new Operators(parts);
    this.#supervisor = new SupervisorActor(parts);
    parts.world.onSpawn = (process) => this.#spawned(process);
  }

  begin(): void {
    if (this.#parts.setting.database === 'QM') this.#database = startDatabase(this.#parts.world);
    this.#supervisor.begin();
  }

  carryOut(action: Action): void {
    const { world } = this.#parts;
    world.note(undefined, describeAction(action));
    switch (action.do) {
      case 'command':
        return this.#operators.type(action);
      case 'phantom':
        return this.#supervisor.typePhantom();
      case 'signal':
        for (const { pid } of this.#victims(action.to).slice(0, 1)) world.signal(pid, action.signal, 0);
        return;
      case 'hang':
        for (const { pid } of this.#victims(action.to).slice(0, 1)) this.#hang(pid, action.forMs);
        return;
      case 'die':
        this.#doomed.push(action);
        return;
      case 'undying':
        for (const victim of this.#victims('listener')) victim.unkillableUntil = world.now + action.forMs;
        return;
      case 'disk':
        world.files.fault = action.fault;
        return this.#later(action.forMs, () => {
          world.files.fault = 'none';
        });
      case 'power':
        return this.#losePower();
      case 'clock':
        return world.stepClock(action.ms);
      case 'channel':
        world.network.channelFault = action.fault;
        return this.#later(action.forMs, () => {
          world.network.channelFault = 'none';
        });
      case 'cut':
        world.network.cutChannels();
        return;
      case 'foreign':
        return this.#takePort(action.port, action.forMs);
      case 'no-processes':
        world.spawnFails = true;
        return this.#later(action.forMs, () => {
          world.spawnFails = false;
        });
      case 'slow':
        for (const victim of this.#victims(action.to)) {
          victim.slowness = action.byMs;
          this.#later(action.forMs, () => {
            victim.slowness = 0;
          });
        }
        return;
      case 'database':
        return this.#turnDatabase(action.up);
      case 'damage':
        return this.#damage(action.what);
    }
  }

  /** Ends all faults; their consequences remain. */
  heal(): void {
    const { world } = this.#parts;
    world.note(undefined, 'all trouble is over');
    this.#doomed.length = 0;
    world.files.fault = 'none';
    world.network.channelFault = 'none';
    world.spawnFails = false;
    for (const process of this.#foreign) world.end(process, { code: 0, signal: null });
    if (this.#parts.setting.database === 'QM') this.#turnDatabase(true);
    for (const process of world.processes()) {
      process.slowness = 0;
      process.unkillableUntil = 0;
      // A listener that hangs for good is left to whoever supervises it.
      if (!isListener(process)) world.signal(process.pid, 'SIGCONT', 0);
    }
  }

  /** No command is running. */
  get isIdle(): boolean {
    return this.#operators.running.length === 0;
  }

  /** The product's own state agrees with the expected one, so waiting longer changes nothing. */
  get isAsWanted(): boolean {
    const { purpose, listeners } = this.#parts;
    const serves = listeners.serving.length > 0;
    return purpose.noted === 'stopped' ? !serves : serves;
  }

  /** Checks the invariants that hold after the calm. */
  checkEnd(): void {
    const { world, purpose, listeners, report } = this.#parts;
    for (const { process } of this.#operators.running) {
      report('commands end', `${process.pid} (${process.command}) is still there`);
    }
    // If no desired state is stored any more, supervisors start the listener.
    const noted = purpose.noted ?? 'running';
    if (purpose.purpose !== 'unknown' && noted !== purpose.purpose) {
      report('a stop is kept', `operators want ${purpose.purpose}, and ${noted} is noted`);
    }
    const [serving] = listeners.serving;
    if (noted === 'stopped' && serving !== undefined)
      report('a stop is kept', `${serving.pid} serves at the end`);
    if (noted !== 'stopped' && serving === undefined) {
      const hadToken = listeners.lastHadToken || (this.#operators.orderedToken && purpose.notesToken);
      const supervisor = this.#supervisor.whoShouldStart(purpose.noted === 'running', hadToken);
      if (supervisor !== undefined)
        report('the desired listener runs', `nothing serves at the end, should be started by ${supervisor}`);
    }
    world.note(undefined, 'somebody looks at last');
    this.#operators.type({ do: 'command', args: ['list'], who: 'anna', env: 'full' });
  }

  #spawned(process: SimulatedProcess): void {
    if (isListener(process)) {
      process.onExit.push(() => {
        this.#operators.lastListenerEnd = this.#parts.world.now;
      });
    }
    const at = this.#doomed.findIndex(({ to }) => this.#kindOf(process) === to);
    const [doom] = at === -1 ? [] : this.#doomed.splice(at, 1);
    if (doom !== undefined) process.diesAtCall = doom.atCall;
  }

  #kindOf(process: SimulatedProcess): Victim | undefined {
    if (isListener(process)) return 'listener';
    if (this.#supervisor.isSupervisor(process)) return 'supervisor';
    return /^(start|stop|restart|kill|check|list|status)\b/.test(process.command) ? 'command' : undefined;
  }

  #victims(kind: Victim): readonly SimulatedProcess[] {
    return this.#parts.world
      .processes()
      .filter((process) => process.isAlive && this.#kindOf(process) === kind);
  }

  #hang(pid: number, forMs: number): void {
    const { world } = this.#parts;
    const process = world.process(pid);
    world.signal(pid, 'SIGSTOP', 0);
    this.#later(forMs, () => {
      if (process !== undefined && world.process(pid) === process) world.signal(pid, 'SIGCONT', 0);
    });
  }

  #losePower(): void {
    const { world, listeners } = this.#parts;
    this.#operators.losePower();
    world.losePower();
    this.#foreign = [];
    listeners.bootProbe();
    if (this.#parts.setting.database === 'QM') this.#database = this.#databaseOf(world);
    this.#later(world.random.between(3_000, 15_000), () => this.#supervisor.boot());
  }

  #takePort(port: number, forMs: number): void {
    const { world } = this.#parts;
    let process: SimulatedProcess;
    try {
      process = startForeign(world, port);
    } catch {
      return;
    }
    this.#foreign.push(process);
    this.#later(forMs, () => world.end(process, { code: 0, signal: null }));
  }

  #turnDatabase(up: boolean): void {
    const { world } = this.#parts;
    const isUp = this.#database?.isAlive === true;
    if (up && !isUp) this.#database = this.#databaseOf(world);
    if (!up && this.#database !== undefined) world.end(this.#database, { code: 0, signal: null });
  }

  /** Undefined if the machine cannot create processes now. */
  #databaseOf(world: World): SimulatedProcess | undefined {
    try {
      return startDatabase(world);
    } catch {
      return undefined;
    }
  }

  #damage(what: 'registration' | 'run folder' | 'desired'): void {
    const { files } = this.#parts.world;
    const run = files.find(RUN);
    if (run === undefined) return;
    if (what !== 'registration') this.#parts.purpose.damaged();
    if (what === 'run folder') {
      const { fault } = files;
      files.fault = 'none';
      const root = { uid: 0, umask: 0 };
      for (const name of [...run.entries.keys()]) files.unlink(`${RUN}/${name}`, root);
      files.removeFolder(RUN, root);
      files.fault = fault;
      return;
    }
    const pattern = what === 'desired' ? /^desired\.json$/ : /^\d+\.json$/;
    for (const [name, inode] of run.entries) if (pattern.test(name)) this.#tear(inode);
  }

  #tear(inode: Inode): void {
    const { world, whole } = this.#parts;
    inode.data = inode.data.subarray(0, world.random.below(inode.data.length));
    inode.version += 1;
    whole.excuse(inode);
    world.files.version += 1;
  }

  #later(ms: number, work: () => void): void {
    this.#parts.world.schedule(undefined, ms, work);
  }
}
