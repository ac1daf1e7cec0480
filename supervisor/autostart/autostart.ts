import type { RunTool } from '../platform/run-tool.ts';

/** What a machine starts by itself, and how that is installed, removed and read back. Reading back is the only truth. */

/** What is to be started: a program and its arguments. */
export interface AutostartEntry {
  readonly program: string;
  readonly args: readonly string[];
  /** How long it may take to stop, ms; it is not read back. */
  readonly stopTimeoutMs?: number;
}

export type AutostartState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'installed'; readonly entry: AutostartEntry }
  /** It is there and will not start: switched off by somebody, or not to be understood. */
  | { readonly kind: 'idle'; readonly why: string }
  /** It could not be read. */
  | { readonly kind: 'unknown'; readonly why: string };

/** One way in which a machine starts a program. Everything rejects with an AutostartError. */
export interface Autostart {
  /** Where it stands, as `HKCU\...\Run, value HAL Listener` or a file. */
  readonly location: string;
  /** Puts it in the place of what is there. */
  install(entry: AutostartEntry): Promise<void>;
  /** One that is not there is no error. */
  remove(): Promise<void>;
  read(): Promise<AutostartState>;
}

/** What an autostart may touch. */
export interface AutostartDependencies {
  readonly run: RunTool;
  readonly files: AutostartFiles;
}

export interface AutostartFiles {
  /** Undefined where there is none. @throws Node's file errors */
  read(file: string): Buffer | undefined;
  /** Makes the folders too. @throws Node's file errors */
  write(file: string, content: string | Buffer): void;
  /** @throws Node's file errors */
  remove(file: string): void;
}

/** What could not be done, and what to do. */
export class AutostartError extends Error {
  override readonly name = 'AutostartError';
}

/** The name operators find it under, everywhere. */
export const AUTOSTART_NAME = 'HAL Listener';

/** The machine and the user it is for. */
export interface AutostartMachine extends AutostartDependencies {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As `/home/anna`. */
  readonly userDir: string;
  /** Whom a unit of the machine runs as. */
  readonly user: string;
  /** Where a file may be for a moment. */
  readonly tempDir: string;
  /** What makes a program a Windows service. */
  readonly wrapper?: string;
  /** QM's configuration file, where it is in none of its usual places. */
  readonly qmConfig?: string;
  /** Where a script may stay that QM starts. */
  readonly home?: string;
}
