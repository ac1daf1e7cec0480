import { cpus, loadavg } from 'node:os';

/** Where and when figures were measured: without it they say nothing. */
export interface Machine {
  /** ISO, UTC. */
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  readonly platform: string;
  readonly node: string;
  /** Programs that wanted to run, on average over the last minute. */
  readonly load: number;
  /** Whether the system tells what other programs use. */
  readonly tellsOthers: boolean;
}

/** @param tellsOthers whether the system tells what other programs use */
export function thisMachine(now: Date, tellsOthers: boolean): Machine {
  const all = cpus();
  return {
    date: now.toISOString(),
    processor: all[0]?.model.trim() ?? 'unknown processor',
    cores: all.length,
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    load: loadavg()[0] ?? 0,
    tellsOthers,
  };
}

/** The line above a table. */
export function describeMachine(machine: Machine): string {
  const { date, processor, cores, platform, node, load, tellsOthers } = machine;
  const when = `${date.slice(0, 16).replace('T', ' ')} UTC`;
  const others = tellsOthers ? '' : ' This system does not tell whether other programs used its processor.';
  return `Measured ${when}: Node ${node}, ${platform}, ${cores} cores (${processor}), load ${load.toFixed(1)} at the beginning.${others}`;
}
