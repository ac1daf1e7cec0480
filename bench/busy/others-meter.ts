import { cpuBetween, descendantsOf, type ProcessTable } from './cpu-between.ts';
import type { ProcessStat } from './process-stat.ts';

/** The kernel's own threads are children of this process; what they do is often our own work with the network. */
const KERNEL_THREADS = 2;

export interface Measured {
  /** What it starts is measured, and it itself. */
  readonly root: number;
  /** Names of programs that are measured, though it does not start them. */
  readonly programs: readonly string[];
  /** Whether a process is measured that is no longer below the root. */
  readonly isDetached: (pid: number) => boolean;
  /** The name under which a person knows a process. */
  readonly nameOf: (process: ProcessStat) => string;
}

/** Adds up the CPU of everything on a machine that is not measured, from one look at its processes to the next. */
export class OthersMeter {
  readonly #measured: Measured;
  readonly #seconds = new Map<string, number>();
  /** Those that are measured: a detached one is below the root for a moment only. */
  readonly #known = new Set<string>();
  #last: ProcessTable;

  constructor(measured: Measured, table: ProcessTable) {
    this.#measured = measured;
    this.#last = table;
    this.#remember(table);
  }

  /** CPU seconds by name. */
  get seconds(): ReadonlyMap<string, number> {
    return this.#seconds;
  }

  add(table: ProcessTable): void {
    this.#remember(table);
    for (const [pid, seconds] of cpuBetween(this.#last, table)) {
      const process = table.get(pid);
      if (process === undefined || seconds <= 0 || this.#isMeasured(process)) continue;
      const name = this.#measured.nameOf(process);
      this.#seconds.set(name, (this.#seconds.get(name) ?? 0) + seconds);
    }
    this.#last = table;
  }

  #remember(table: ProcessTable): void {
    for (const pid of descendantsOf(this.#measured.root, table)) {
      const process = table.get(pid);
      if (process !== undefined) this.#known.add(keyOf(process));
    }
  }

  #isMeasured(process: ProcessStat): boolean {
    const { pid, parent, name } = process;
    if (pid === KERNEL_THREADS || parent === KERNEL_THREADS) return true;
    if (this.#known.has(keyOf(process)) || this.#measured.programs.includes(name)) return true;
    const isDetached = this.#measured.isDetached(pid);
    if (isDetached) this.#known.add(keyOf(process));
    return isDetached;
  }
}

/** Names a process for good. */
function keyOf({ pid, startedAt }: ProcessStat): string {
  return `${pid} ${startedAt}`;
}
