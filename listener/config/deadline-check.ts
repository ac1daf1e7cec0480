import type { Config } from './config.ts';
import { settingError } from './errors.ts';
import type { Resolution } from './resolution.ts';

/** Checks that a server which is asked on a question's way leaves time for the answer. @throws ConfigError */
export function checkLeavesTime(
  name: 'assistTimeoutMs' | 'sttTimeoutMs',
  config: Config,
  resolution: Resolution,
): void {
  const rawValue = resolution.rawValue(name);
  if (rawValue === undefined || config[name] < config.deadlineMs) return;
  throw settingError(
    name,
    rawValue,
    `leaves no time for the answer: allowed is less than the deadline of ${config.deadlineMs} milliseconds`,
  );
}
