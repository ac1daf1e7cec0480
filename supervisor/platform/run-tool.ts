import { execFile } from 'node:child_process';
import path from 'node:path';
import { oneLine } from '../../lib/text.ts';
import { decodeToolOutput, parseCodePage, systemToolPath, utf8ConsoleArguments } from './windows-tools.ts';

/**
 * Runs a program of the operating system and resolves to its standard output; tests replace it. Rejects with ToolError.
 *
 * @param purpose `query` for a command that changes nothing, which may be run twice
 */
export type RunTool = (program: string, args: readonly string[], purpose?: 'query') => Promise<string>;

/** A tool that could not be run, failed, or took too long. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
  /** Undefined if it did not run to its end. */
  readonly exitCode: number | undefined;
  readonly stdout: string;

  constructor(message: string, exitCode?: number, stdout = '') {
    super(message);
    this.exitCode = exitCode;
    this.stdout = stdout;
  }
}

/** PowerShell usually takes 300 ms, but sometimes several seconds. */
const TIMEOUT_MS = 15_000;
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

/** The variables that system tools need; NODE_OPTIONS and secrets are not passed. */
const PASSED_VARIABLES = [
  ...['PATH', 'Path', 'SystemRoot', 'windir', 'SystemDrive', 'TEMP', 'TMP', 'PATHEXT', 'ComSpec'],
  // For the user's own systemd.
  ...['HOME', 'XDG_CONFIG_HOME', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS'],
];

/** What a program wrote and how it ended. */
interface ToolOutput {
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly exitCode: number | undefined;
  /** Why it did not run to its end. */
  readonly failure: string | undefined;
}

export type Execute = (
  program: string,
  args: readonly string[],
  /** Whether the last argument is a command line of cmd.exe, which has quotes of its own. */
  verbatim: boolean,
) => Promise<ToolOutput>;

/** The operating system and its programs, as `runTool` uses them. */
export interface ToolEnvironment {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly execute: Execute;
}

/**
 * Creates the function that runs tools. On Windows they are found by their whole path, queries run in a console of UTF-8,
 * and any other output is decoded by the console's code page.
 */
export function toolRunner({ platform, env, execute }: ToolEnvironment): RunTool {
  let codePage: Promise<number> | undefined;
  // A console of its own has the same code page for every tool.
  const consoleCodePage = (): Promise<number> => {
    codePage ??= execute(systemToolPath('chcp.com', env), [], false).then(
      ({ stdout }) => parseCodePage(stdout.toString('latin1')) ?? 1252,
    );
    return codePage;
  };
  const decode = (bytes: Uint8Array): Promise<string> => decodeToolOutput(bytes, consoleCodePage);

  const run = async (
    name: string,
    program: string,
    args: readonly string[],
    verbatim: boolean,
  ): Promise<string> => {
    const output = await execute(program, args, verbatim);
    const stdout = await decode(output.stdout);
    if (output.exitCode === 0) return stdout;
    const stderr = oneLine(await decode(output.stderr));
    const reason = output.failure ?? `exit code ${output.exitCode}`;
    const details = stderr === '' ? oneLine(stdout).slice(0, 500) : stderr;
    throw new ToolError(
      `${name}: ${details === '' ? reason : `${details} (${reason})`}`,
      output.exitCode,
      stdout,
    );
  };

  return async (name, args, purpose) => {
    if (platform !== 'win32') return run(path.basename(name), name, args, false);
    const consoleArguments = purpose === 'query' ? utf8ConsoleArguments(name, args, env) : undefined;
    if (consoleArguments !== undefined) {
      const found = await run(name, systemToolPath('cmd.exe', env), consoleArguments, true).catch(
        () => undefined,
      );
      if (found !== undefined) return found;
      // It may be cmd.exe that failed: an administrator can forbid it.
    }
    return run(path.win32.basename(name), systemToolPath(name, env), args, false);
  };
}

const executeProgram: Execute = (program, args, verbatim) =>
  new Promise((resolve) => {
    const env = Object.fromEntries(
      PASSED_VARIABLES.flatMap((name) => (name in process.env ? [[name, process.env[name]]] : [])),
    );
    execFile(
      program,
      [...args],
      {
        env,
        encoding: 'buffer',
        timeout: TIMEOUT_MS,
        killSignal: 'SIGKILL',
        maxBuffer: MAX_OUTPUT_BYTES,
        windowsHide: true,
        windowsVerbatimArguments: verbatim,
      },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        const exitCode = typeof code === 'number' ? code : undefined;
        const failure = exitCode === undefined ? failureOf(error) : undefined;
        resolve({ stdout, stderr, exitCode, failure });
      },
    );
  });

function failureOf(error: (Error & { readonly killed?: boolean; readonly code?: unknown }) | null): string {
  if (error?.killed === true) return `it took longer than ${TIMEOUT_MS / 1_000} s`;
  return typeof error?.code === 'string' ? `it could not be run: ${error.code}` : 'it was ended';
}

/** Runs a tool of this operating system. */
export const runTool: RunTool = toolRunner({
  platform: process.platform,
  env: process.env,
  execute: executeProgram,
});
