/** Files of a home that more than one process reads or writes. Paths are relative to the home, with `/`. */
export const HOME_FILES = {
  /** Runtime state. */
  run: 'run',
  /** 32 random bytes; whoever can read them may control the listeners. */
  controlKey: 'control.key',
  /** The QM that this home was set up for: if present, example data is only served on request. */
  qmChosen: 'qm-chosen.json',
  /** Whether the listener should run, and who decided that. */
  desired: 'run/desired.json',
  /** Why the last listener exited. */
  lastExit: 'run/last-exit.json',
  /** Events of the home's listeners, one JSON object per line; the previous file is `events.jsonl.1`. */
  events: 'events.jsonl',
  /** A restore that is being done or was interrupted. */
  restore: 'restore.json',
  /** Output of a supervisor without a terminal and a window. */
  watchLog: 'run/watch.log',
} as const;

/** Whether an additional listener of this home, on that port, should run. */
export function desiredFileOfPort(port: number): string {
  return `${HOME_FILES.run}/desired-${port}.json`;
}

/** The copy of such a file, kept outside `run/`. */
export function copyOfDesiredFile(file: string): string {
  return file.replace(`${HOME_FILES.run}/`, '').replace(/\.json$/, '.copy.json');
}

/** Lock of the supervisor that keeps the listener running; `port` if one was given. */
export function watchLockFile(port: number | undefined): string {
  return `${HOME_FILES.run}/watch${port === undefined ? '' : `-${port}`}.lock`;
}

/** Lock of the process that is starting the home's listener; `port` for an additional listener. */
export function startLockFile(port: number | undefined): string {
  return `${HOME_FILES.run}/start${port === undefined ? '' : `-${port}`}.lock`;
}

/** `run/panel-<port>.json`: the panel that is served in browsers on that port. */
export function panelFileOfPort(port: number): string {
  return `${HOME_FILES.run}/panel-${port}.json`;
}

/** The figures of the charts of the listener on that port, for the next one. */
export function historyFileOfPort(port: number): string {
  return `${HOME_FILES.run}/history-${port}.json`;
}

/** Whether a file of `run/` has such figures, or ones that could not be used. */
export function isHistoryFile(name: string): boolean {
  return /^history-\d{1,5}\.json(\.bad)?$/.test(name);
}

/** `run/<User No.>.json`. */
export function registrationFile(userNo: number): string {
  return `${HOME_FILES.run}/${userNo}.json`;
}

/**
 * `run/<User No.>.alive`: rewritten every second by a listener that a QM phantom started. A QM Basic program cannot
 * ask the operating system whether a process runs, but it can see that a record no longer changes.
 */
export function heartbeatFile(userNo: number): string {
  return `${HOME_FILES.run}/${userNo}.alive`;
}

/** `run/<User No.>.exit`: why the last listener with that number exited, whatever another one has recorded since. */
export function exitFileOfUser(userNo: number): string {
  return `${HOME_FILES.run}/${userNo}.exit`;
}

/** The User No. in a file name of `run/`; undefined for other files. */
export function userNoOfFile(name: string): number | undefined {
  const digits = /^([1-9]\d{0,8})\.json$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** `run/stderr-<n>.log`: standard output and error of the home's listener number n. */
export function stderrLogFile(n: number): string {
  return `${HOME_FILES.run}/stderr-${n}.log`;
}

/** The n of a file name `stderr-<n>.log` in `run/`; undefined for other files. */
export function stderrLogNumber(name: string): number | undefined {
  const digits = /^stderr-(\d{1,9})\.log$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Names in a home's top folder that belong to the product. */
const HOME_NAMES =
  /^(run|account|logs|\.writing|config(\.previous)?\.json|control\.key|qm-chosen\.json|sessions\.json(\.bad)?|desired(-\d+)?\.copy\.json|intents(\.previous)?\.json|events\.jsonl(\.1)?|restore\.json|\.restoring|before-restore-.*|keys|backups|.*\.form-\d+|.*\.(tmp|stale))$/;

/** Names that a new home contains. */
export const HOME_LAYOUT = {
  run: HOME_FILES.run,
  others: ['account', 'logs'],
  isOwn: (name: string): boolean => HOME_NAMES.test(name),
} as const;

/** File names of the listener's logs, which operators, `hal-listener logs` and the panel read. */
export const LOG_FILES = {
  /** The event log; its name is familiar to operators of the HAL account. */
  events: 'HAL.SPLITTER.LOG',
  gateway: 'gateway.log',
} as const;
