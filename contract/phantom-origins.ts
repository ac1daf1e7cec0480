/**
 * How a phantom was started. Its starter owns its restarts: `qm`, `task`, `service` and `systemd` start it
 * again themselves; the others are supervisors, and a supervisor that finds one without an owner becomes it.
 */
export const PHANTOM_ORIGINS = [
  'tray',
  'panel',
  'watch',
  'cli',
  'login',
  'qm',
  'task',
  'service',
  'systemd',
] as const;

export type PhantomOrigin = (typeof PHANTOM_ORIGINS)[number];

/** Tells a listener how it was started; without it, by a person at a prompt: `cli`. */
export const ORIGIN_VARIABLE = 'HAL_LISTENER_ORIGIN';
/** Tells a listener started from QM its own QM user number. */
export const USER_NO_VARIABLE = 'HAL_LISTENER_USER_NO';

const KEEPERS: ReadonlySet<PhantomOrigin> = new Set<PhantomOrigin>(['qm', 'task', 'service', 'systemd']);

/** Whether something that is no supervisor of ours starts this phantom again when it ends. */
export function hasKeeper(origin: PhantomOrigin): boolean {
  return KEEPERS.has(origin);
}
