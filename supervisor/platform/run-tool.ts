import { execFile } from 'node:child_process';

/** Runs a program of the operating system and gives its standard output; tests bring their own. */
export type RunTool = (program: string, args: readonly string[]) => Promise<string>;

/** PowerShell takes 300 ms on a good day and several seconds on a bad one. */
const TIMEOUT_MS = 15_000;
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

/** What a tool of the system needs of our environment; NODE_OPTIONS and secrets are not for it. */
const PASSED_VARIABLES = [
  ...['PATH', 'Path', 'SystemRoot', 'windir', 'SystemDrive', 'TEMP', 'TMP', 'PATHEXT', 'ComSpec'],
  // For the user's own systemd.
  ...['HOME', 'XDG_CONFIG_HOME', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS'],
];

/** Rejects where the program cannot be run, fails, or takes longer than 15 s. */
export const runTool: RunTool = (program, args) =>
  new Promise((resolve, reject) => {
    const env = Object.fromEntries(
      PASSED_VARIABLES.flatMap((name) => (name in process.env ? [[name, process.env[name]]] : [])),
    );
    execFile(
      program,
      [...args],
      { env, timeout: TIMEOUT_MS, killSignal: 'SIGKILL', maxBuffer: MAX_OUTPUT_BYTES, windowsHide: true },
      (error, stdout) => (error === null ? resolve(stdout) : reject(error)),
    );
  });
