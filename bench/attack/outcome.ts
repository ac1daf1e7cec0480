/** Result of one kind of attack. */
export interface Outcome {
  readonly kind: string;
  /** Frames, requests or packets that were sent. */
  sent: number;
  answers: number;
  /** Connections that were closed. */
  closed: number;
  /** Failures, each listed oneIn. */
  readonly problems: Set<string>;
}

export function newOutcome(kind: string): Outcome {
  return { kind, sent: 0, answers: 0, closed: 0, problems: new Set() };
}

/** Stack traces, paths, system errors and statements must not be exposed to clients. */
const INTERNALS =
  /\.[cm]?[jt]s:\d+|node:internal|node_modules|\/(?:home|root|tmp|usr|var|work)\/|\b(?:ENOENT|EACCES|EPIPE|ENOSPC|ECONN[A-Z]+)\b|\b(?:Type|Range|Reference|Syntax|Zod)Error\b|\b(?:LIST|SORT|COUNT) [A-Z.]+ (?:WITH|BY|CSV) /;

/** The internal detail that an answer exposes; undefined if there is none. */
export function internalDetail(answer: string): string | undefined {
  return INTERNALS.exec(answer)?.[0];
}

/** Rejects if `work` takes longer than `ms` milliseconds. */
export async function withinTime<T>(what: string, ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: no answer in ${ms / 1_000} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
