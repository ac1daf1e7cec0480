import type { HomeEvent } from '../contract/home-events.ts';

/** An event as a line for operators: `crashed: process 4711 is gone, SIGKILL (3 since boot)`. */
export function describeEvent({ kind, cause, exitCode, signal, count }: HomeEvent): string {
  const how =
    signal === undefined ? (exitCode === undefined ? '' : `, exit code ${exitCode}`) : `, ${signal}`;
  return `${kind.replace('-', ' ')}: ${cause.replace(/\.$/, '')}${how} (${count} since boot)`;
}
