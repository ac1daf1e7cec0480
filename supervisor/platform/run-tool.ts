import { execFile } from 'node:child_process';

/** Runs a program of the operating system and resolves to its standard output; tests replace it. */
export type RunTool = (program: string, args: readonly string[]) => Promise<string>;

/** PowerShell usually takes 300 ms, but sometimes several seconds. */
const TIMEOUT_MS = 15_000;
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

/** The variables that system tools need; NODE_OPTIONS and secrets are not passed. */
const PASSED_VARIABLES = [
  ...['PATH', 'Path', 'SystemRoot', 'windir', 'SystemDrive', 'TEMP', 'TMP', 'PATHEXT', 'ComSpec'],
  // For the user's own systemd.
  ...['HOME', 'XDG_CONFIG_HOME', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS'],
];

/** Rejects if the program cannot be run, fails, or takes longer than 15 s. */
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
