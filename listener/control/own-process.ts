import { readFileSync } from 'node:fs';
import { type ProcessStart, processStartOfEpoch, processStartOfStat } from '../../contract/process-start.ts';

/** When this process started, in the words others will read it in. */
export function ownProcessStart(): ProcessStart {
  // Wine shows a /proc to programs for Windows, of which those who look at them from there see nothing.
  const linux = process.platform === 'linux' ? linuxStart() : undefined;
  return linux ?? processStartOfEpoch(performance.timeOrigin);
}

function linuxStart(): ProcessStart | undefined {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    return processStartOfStat(stat, readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  } catch {
    // No /proc here.
    return undefined;
  }
}
