/** CPU that programs used which are not measured. */
export interface OtherPrograms {
  /** Cores, on average. */
  readonly cores: number;
  /** Those with the most first. */
  readonly names: readonly string[];
}

/** More than this share of one core shows in the figures of a machine with few. */
const MAX_CORES_OF_OTHERS = 0.1;
const MAX_NAMES = 4;
/** What uses less than this share of the whole is not to blame. */
const MIN_SHARE = 0.05;

/** @param secondsByName CPU seconds of each @param elapsedSeconds while they ran */
export function otherPrograms(
  secondsByName: ReadonlyMap<string, number>,
  elapsedSeconds: number,
): OtherPrograms {
  const most = [...secondsByName].sort(([, one], [, other]) => other - one);
  const sum = most.reduce((total, [, seconds]) => total + seconds, 0);
  return {
    cores: elapsedSeconds > 0 ? sum / elapsedSeconds : 0,
    names: most
      .filter(([, seconds]) => seconds > sum * MIN_SHARE)
      .slice(0, MAX_NAMES)
      .map(([name]) => name),
  };
}

/** Whether rows measured beside them say little about us. */
export function isBusy({ cores }: OtherPrograms): boolean {
  return cores > MAX_CORES_OF_OTHERS;
}

/** `other programs used 0.8 of a core: tsc, vitest`. */
export function describeOthers({ cores, names }: OtherPrograms): string {
  const much = cores < 1 ? `${cores.toFixed(1)} of a core` : `${cores.toFixed(1)} cores`;
  return `other programs used ${much}${names.length === 0 ? '' : `: ${names.join(', ')}`}`;
}
