import { readdirSync, readFileSync } from 'node:fs';
import { hasProcFiles } from '../process-usage.ts';
import { temporaryHomes } from '../server-process.ts';
import type { ProcessTable } from './cpu-between.ts';
import { type OtherPrograms, otherPrograms } from './other-programs.ts';
import { OthersMeter } from './others-meter.ts';
import { type ProcessStat, parseProcessStat } from './process-stat.ts';
import { programName } from './program-name.ts';

const SAMPLE_INTERVAL_MS = 1_000;

/** Looks once a second what else runs on this machine while a group is measured. */
export class BusyWatch {
  readonly #startedAt = performance.now();
  readonly #timer: NodeJS.Timeout;
  readonly #meter: OthersMeter;

  private constructor(programs: readonly string[], root: number) {
    const nameOf = ({ name, pid }: ProcessStat) => programName(name, commandLine(pid));
    this.#meter = new OthersMeter({ root, programs, nameOf, isDetached: hasHomeOfOurs }, readProcessTable());
    this.#timer = setInterval(() => this.#meter.add(readProcessTable()), SAMPLE_INTERVAL_MS).unref();
  }

  /**
   * Undefined where this system does not tell.
   *
   * @param programs names of those that are measured, though the benchmark does not start them
   * @param root the process whose descendants are measured
   */
  static start(programs: readonly string[] = [], root = process.pid): BusyWatch | undefined {
    return hasProcFiles() ? new BusyWatch(programs, root) : undefined;
  }

  stop(): OtherPrograms {
    clearInterval(this.#timer);
    this.#meter.add(readProcessTable());
    return otherPrograms(this.#meter.seconds, (performance.now() - this.#startedAt) / 1000);
  }
}

function readProcessTable(): ProcessTable {
  const table = new Map<number, ProcessStat>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readProc(name, 'stat');
    if (stat !== '') table.set(Number(name), parseProcessStat(stat));
  }
  return table;
}

function commandLine(pid: number): readonly string[] {
  return readProc(pid, 'cmdline')
    .split('\0')
    .filter((word) => word !== '');
}

/** Whether it is a listener of the benchmark that was detached from what started it. */
function hasHomeOfOurs(pid: number): boolean {
  const settings = readProc(pid, 'environ').split('\0');
  return temporaryHomes().some((home) => settings.includes(`HAL_LISTENER_HOME=${home}`));
}

/** Empty where the process has ended or is another user's. */
function readProc(pid: number | string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
