/**
 * Every exit code the product's processes use, once. The listener exits with them, the command line passes
 * them on, the supervisor reads them.
 */
export const EXIT = {
  /** Done; for a listener: stopped because it was told to. */
  ok: 0,
  /** The command ran and the answer is no: a question failed, a port is taken. */
  failed: 1,
  /** The command line itself is wrong: unknown verb or flag, missing argument. */
  usage: 2,
  /** `status`: no listener answers. */
  notRunning: 3,
  /** `status`: a listener holds the port but does not answer. */
  hung: 4,
  /** `run` by what would start it for ever: it was stopped on purpose, which only an explicit start undoes. */
  leftStopped: 5,
  /** An error nobody expected; the log has the stack. */
  crashed: 70,
  /** A port could not be opened: in use, or not ours to open. */
  portUnavailable: 75,
  /** Bad configuration (sysexits.h EX_CONFIG). Starting again changes nothing until it is mended. */
  badConfiguration: 78,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
