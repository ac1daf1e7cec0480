/** The files of home that more than one process reads or writes. Paths are relative to home, with `/`. */
export const HOME_FILES = {
  /** Everything that only matters while something runs. */
  run: 'run',
  /** 32 random bytes; who can read it may give orders. */
  controlKey: 'control.key',
  /** The QM this home was set up for: where it is, the example records never answer unasked. */
  qmChosen: 'qm-chosen.json',
  /** Whether the listener should run, by whose word. */
  desired: 'run/desired.json',
  /** Why the last listener ended. */
  lastExit: 'run/last-exit.json',
  /** What happened to the listeners of the home, a JSON object a line; the one before is `events.jsonl.1`. */
  events: 'events.jsonl',
  /** What a supervisor without a screen and without a window says. */
  watchLog: 'run/watch.log',
} as const;

/** Whether a further listener of this home should run, on that port. */
export function desiredFileOfPort(port: number): string {
  return `${HOME_FILES.run}/desired-${port}.json`;
}

/** The copy of such a file, which outlives `run/`. */
export function copyOfDesiredFile(file: string): string {
  return file.replace(`${HOME_FILES.run}/`, '').replace(/\.json$/, '.copy.json');
}

/** Who keeps the listener running, of several supervisors; `port` where one was named. */
export function watchLockFile(port: number | undefined): string {
  return `${HOME_FILES.run}/watch${port === undefined ? '' : `-${port}`}.lock`;
}

/** Who starts the listener of the home just now; `port` where it is a further one. */
export function startLockFile(port: number | undefined): string {
  return `${HOME_FILES.run}/start${port === undefined ? '' : `-${port}`}.lock`;
}

/** `run/<User No.>.json`. */
export function registrationFile(userNo: number): string {
  return `${HOME_FILES.run}/${userNo}.json`;
}

/**
 * `run/<User No.>.alive`: written anew every second by a listener that a QM phantom started. A QM Basic program
 * cannot ask the operating system whether a process lives; it can see that a record no longer changes.
 */
export function heartbeatFile(userNo: number): string {
  return `${HOME_FILES.run}/${userNo}.alive`;
}

/** `run/<User No.>.exit`: why the last listener of that number ended, whatever another one has said since. */
export function exitFileOfUser(userNo: number): string {
  return `${HOME_FILES.run}/${userNo}.exit`;
}

/** The User No. a file name in `run/` stands for; undefined for other files. */
export function userNoOfFile(name: string): number | undefined {
  const digits = /^([1-9]\d{0,8})\.json$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** `run/stderr-<n>.log`: what listener number n of this home wrote to its standard output and error. */
export function stderrLogFile(n: number): string {
  return `${HOME_FILES.run}/stderr-${n}.log`;
}

/** The n of a file name `stderr-<n>.log` in `run/`; undefined for other files. */
export function stderrLogNumber(name: string): number | undefined {
  const digits = /^stderr-(\d{1,9})\.log$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Names at the top of a home that are the product's own. */
const HOME_NAMES =
  /^(run|account|logs|\.writing|config\.json|control\.key|sessions\.json(\.bad)?|desired(-\d+)?\.copy\.json|intents\.json|events\.jsonl(\.1)?|.*\.(tmp|stale))$/;

/** What a home is made of, for whoever makes it first. */
export const HOME_LAYOUT = {
  run: HOME_FILES.run,
  others: ['account', 'logs'],
  isOwn: (name: string): boolean => HOME_NAMES.test(name),
} as const;

/** What the listener's logs are called: it writes them, operators, `hal-listener logs` and the panel read them. */
export const LOG_FILES = {
  /** The event log: the name operators of the HAL account know. */
  events: 'HAL.SPLITTER.LOG',
  gateway: 'gateway.log',
} as const;
