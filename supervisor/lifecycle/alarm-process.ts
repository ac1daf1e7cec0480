import { spawn } from 'node:child_process';
import { ALARM_VARIABLE, type Alarm } from '../../contract/alarm.ts';
import { guarded } from '../../lib/background.ts';
import { inheritedEnvironment, type LaunchCommand } from './launch.ts';

/**
 * Sends the alarm of a crash in a process of its own, which outlives this one: the retries to a webhook take minutes, and whoever
 * notices a crash may be a short command. Nobody waits for it.
 *
 * @param command `hal-listener alarm send`
 */
export function startAlarmProcess({ program, args, env, cwd }: LaunchCommand, alarm: Alarm): void {
  const child = spawn(program, [...args], {
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
    env: { ...inheritedEnvironment(env ?? process.env), [ALARM_VARIABLE]: JSON.stringify(alarm) },
    ...(cwd === undefined ? {} : { cwd }),
  });
  // A program that cannot be started must not end this one.
  child.on(
    'error',
    guarded('alarm process', () => undefined),
  );
  child.unref();
}
