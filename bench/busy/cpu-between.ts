import type { ProcessStat } from './process-stat.ts';

/** The processes of a machine by pid. */
export type ProcessTable = ReadonlyMap<number, ProcessStat>;

/**
 * CPU seconds that each process used between two looks, by pid of the later one. A process that came and went in
 * between is found in the times that its parent has of ended children.
 */
export function cpuBetween(before: ProcessTable, after: ProcessTable): ReadonlyMap<number, number> {
  const counted = new Map<number, number>();
  for (const gone of before.values()) {
    if (isSame(gone, after.get(gone.pid))) continue;
    const holder = holderOf(gone, before, after);
    counted.set(holder, (counted.get(holder) ?? 0) + gone.seconds + gone.childSeconds);
  }
  const used = new Map<number, number>();
  for (const process of after.values()) {
    const earlier = before.get(process.pid);
    const from = isSame(process, earlier) ? earlier : undefined;
    const own = process.seconds - (from?.seconds ?? 0);
    const ended = process.childSeconds - (from?.childSeconds ?? 0) - (counted.get(process.pid) ?? 0);
    used.set(process.pid, own + Math.max(0, ended));
  }
  return used;
}

/** The process that has the times of an ended one now: its parent, or where that has ended too, the parent of that one. */
function holderOf(gone: ProcessStat, before: ProcessTable, after: ProcessTable): number {
  let { parent } = gone;
  for (;;) {
    const next = before.get(parent);
    if (next === undefined || isSame(next, after.get(parent))) return parent;
    parent = next.parent;
  }
}

function isSame(process: ProcessStat, other: ProcessStat | undefined): other is ProcessStat {
  return other?.startedAt === process.startedAt;
}

/** A process and everything below it. */
export function descendantsOf(root: number, table: ProcessTable): ReadonlySet<number> {
  const children = new Map<number, number[]>();
  for (const { pid, parent } of table.values()) children.set(parent, [...(children.get(parent) ?? []), pid]);
  const found = new Set([root]);
  for (const pid of found) for (const child of children.get(pid) ?? []) found.add(child);
  return found;
}
