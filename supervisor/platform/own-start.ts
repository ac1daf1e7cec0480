import { readFileSync } from 'node:fs';
import { type ProcessStart, processStartOfEpoch, processStartOfStat } from '../../contract/process-start.ts';

/** When this process started, in the words in which `Platform.process` tells it of others. */
export function ownStart(): ProcessStart {
  return (
    (process.platform === 'linux' ? linuxStart() : undefined) ?? processStartOfEpoch(performance.timeOrigin)
  );
}

function linuxStart(): ProcessStart | undefined {
  try {
    const [stat, bootId] = ['/proc/self/stat', '/proc/sys/kernel/random/boot_id'].map((file) =>
      readFileSync(file, 'utf8'),
    );
    return processStartOfStat(stat ?? '', bootId ?? '');
  } catch {
    // A container without /proc.
    return undefined;
  }
}
