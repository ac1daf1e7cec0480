import type { RunTool } from '../platform/run-tool.ts';

/** Programs that a machine starts automatically: how that is installed, removed and read back from the system. */

/** The program to start, with its arguments. */
export interface AutostartEntry {
  readonly program: string;
  readonly args: readonly string[];
  /** How long it may take to stop, ms; not read back. */
  readonly stopTimeoutMs?: number;
  /** Whether it starts something that stays and ends itself, as QM's PHANTOM does; not read back. */
  readonly leavesAtOnce?: boolean;
}

export type AutostartState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'installed'; readonly entry: AutostartEntry }
  /** It is installed but will not start: it was switched off by somebody, or its format is unknown. */
  | { readonly kind: 'idle'; readonly why: string; readonly isSwitchedOff?: boolean }
  /** It could not be read. `isNotFound`: because what would hold it was not found, such as QM's configuration. */
  | { readonly kind: 'unknown'; readonly why: string; readonly isNotFound?: boolean };

/** One way to start a program automatically. Every method rejects with AutostartError. */
export interface Autostart {
  /** Where it is stored: `HKCU\...\Run, value HAL Listener`, or a file. */
  readonly location: string;
  /** Installs it, replacing an existing one. */
  install(entry: AutostartEntry): Promise<void>;
  /** Removes it; a missing one is no error. */
  remove(): Promise<void>;
  read(): Promise<AutostartState>;
}

/** The dependencies of an autostart. */
export interface AutostartDependencies {
  readonly run: RunTool;
  readonly files: AutostartFiles;
}

export interface AutostartFiles {
  /** Undefined if there is none. @throws Node's file errors */
  read(file: string): Buffer | undefined;
  /** Creates its folders too. @throws Node's file errors */
  write(file: string, content: string | Buffer): void;
  /** @throws Node's file errors */
  remove(file: string): void;
}

/** An operation that failed; the message says what to do. */
export class AutostartError extends Error {
  override readonly name = 'AutostartError';
}

/** The name under which operators find it on every system. */
export const AUTOSTART_NAME = 'HAL Listener';

/** `listener` starts this program; `qm` starts QM, whose phantom starts it. */
export type AutostartVia = 'listener' | 'qm';

/** The account SYSTEM of Windows, whatever its name is in the system's language. */
export const WINDOWS_SYSTEM_SID = 'S-1-5-18';

/** The machine and user that it is installed for. */
export interface AutostartMachine extends AutostartDependencies {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For example `/home/anna`. */
  readonly userDir: string;
  /** The user that a system unit runs as, and who may use a machine-wide home. */
  readonly user: string;
  /** SID or name of the account that a task or a service runs as; by default SYSTEM. */
  readonly runAs?: string;
  /** That account as it was named. */
  readonly runAsName?: string;
  /** Whether the Startup folder is that of all users. */
  readonly allUsers?: boolean;
  /** What is started: this program, or QM, which starts it. */
  readonly via?: AutostartVia;
  /** A folder for temporary files. */
  readonly tempDir: string;
  /** QM's configuration file, if it is in none of the usual places. */
  readonly qmConfig?: string;
  /** The folder for a script that QM starts. */
  readonly home?: string;
}

/** How an entry is written to a file and read back. */
export interface EntryText {
  /** @throws AutostartError */
  write(entry: AutostartEntry): string;
  read(text: string): AutostartState;
}

/** An autostart that consists of one file. */
export function fileAutostart(
  files: AutostartFiles,
  location: string,
  { write, read }: EntryText,
): Autostart {
  return {
    location,
    install: async (entry) => files.write(location, write(entry)),
    remove: async () => files.remove(location),
    read: async () => {
      const text = files.read(location)?.toString('utf8');
      return text === undefined ? { kind: 'absent' } : read(text);
    },
  };
}

/** The state for a file that exists. */
export function toAutostartState(entry: AutostartEntry | undefined): AutostartState {
  return entry === undefined ? { kind: 'idle', why: 'it names no program' } : { kind: 'installed', entry };
}
