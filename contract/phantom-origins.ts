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
/** Tells a listener started from QM the process id of its QM phantom: when that one is gone, it stops. */
export const PHANTOM_PID_VARIABLE = 'HAL_LISTENER_PHANTOM_PID';

/** Tells a listener that a person at a terminal typed the command of its supervisor, so that it did not start by itself. */
export const AT_TERMINAL_VARIABLE = 'HAL_LISTENER_AT_TERMINAL';
const AT_TERMINAL = ', typed at a terminal';

/** Who started a listener, as in its events: `watch (anna)`, or `watch (anna), typed at a terminal`. */
export function describeStarter(
  origin: PhantomOrigin,
  user: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  return `${origin} (${user})${env[AT_TERMINAL_VARIABLE] === undefined ? '' : AT_TERMINAL}`;
}

/** Whether a listener was started without a person. @param starter see `describeStarter` */
export function isStartedByItself(starter: string): boolean {
  const origin = PHANTOM_ORIGINS.find((name) => starter.startsWith(`${name} `));
  return origin !== undefined && isUnattended(origin) && !starter.endsWith(AT_TERMINAL);
}

/** Tells a listener to continue serving the example data that the previous one served. */
export const EXAMPLE_VARIABLE = 'HAL_LISTENER_CONTINUES_EXAMPLE';

/** Tells a listener which file its standard output and error go to, where its last lines are read after a crash. */
export const OUTPUT_VARIABLE = 'HAL_LISTENER_OUTPUT';

/** Tells a listener the order it was started by, if that could not be written to the disk: see UNSAVED_ORDER. */
export const UNSAVED_ORDER_VARIABLE = 'HAL_LISTENER_UNSAVED_ORDER';

/** Tells a listener the process id of the one whose place it takes: it goes on once that one has ended. */
export const PREDECESSOR_VARIABLE = 'HAL_LISTENER_PREDECESSOR';

/** Origins that restart a phantom themselves when it ends, instead of our supervisor. */
const EXTERNAL_SUPERVISORS = ['qm', 'task', 'service', 'systemd'] as const;

/**
 * Origins of phantoms that a supervisor started. A task or unit that runs `watch` starts a supervisor; a QM phantom
 * starts its listener through one.
 */
export type SupervisorOrigin = Exclude<PhantomOrigin, 'task' | 'service' | 'systemd'>;

/** Origins that start a listener automatically: at boot, and whenever it ends. In QM, a user typed PHANTOM. */
const AUTOMATIC = ['task', 'service', 'systemd'] as const;

/** Origins without a person watching: example data is not served there unless it was requested explicitly. */
const UNATTENDED = ['watch', 'login', 'qm', 'task', 'service', 'systemd'] as const;

export function isUnattended(origin: PhantomOrigin): boolean {
  return UNATTENDED.some((one) => one === origin);
}

export function isAutomatic(origin: PhantomOrigin): boolean {
  return AUTOMATIC.some((one) => one === origin);
}

/** The origin that a listener's starter set in its environment; undefined if a person typed its command. */
export function originOf(env: Readonly<Record<string, string | undefined>>): PhantomOrigin | undefined {
  return PHANTOM_ORIGINS.find((one) => one === env[ORIGIN_VARIABLE]);
}

/** Whether a supervisor launched it, which sees how it ends and reports why. */
export function isLaunched(env: Readonly<Record<string, string | undefined>>): boolean {
  const origin = originOf(env);
  return origin !== undefined && !isAutomatic(origin);
}

export function isExternallySupervised(origin: PhantomOrigin): boolean {
  return EXTERNAL_SUPERVISORS.some((supervisor) => supervisor === origin);
}
