/**
 * All exit codes of the product's processes. The listener exits with them, the command line passes them on, and
 * the supervisor reads them.
 */
export const EXIT = {
  /** Success; for a listener: it was stopped on request. */
  ok: 0,
  /** The command ran with a negative result: a query failed, a port is in use. */
  failed: 1,
  /** The command line is invalid: unknown command or flag, missing argument. */
  usage: 2,
  /** `status`: no listener is running. */
  notRunning: 3,
  /** `status`: a listener has the port open but does not respond. */
  hung: 4,
  /** `run` under a program that would restart it forever: it was stopped on purpose, and only an explicit start undoes that. */
  leftStopped: 5,
  /** An unexpected error; the log has the stack. */
  crashed: 70,
  /** A port could not be opened: in use, or not permitted. */
  portUnavailable: 75,
  /** Invalid configuration (sysexits.h EX_CONFIG). A restart fails until it is fixed. */
  badConfiguration: 78,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
