import type { ProcessStart } from '../../lib/process-start.ts';

/** A process as the operating system describes it. What this user may not see is absent. */
export interface ProcessInfo {
  readonly pid: number;
  /** Program name, as `node` or `python.exe`. */
  readonly name: string;
  readonly command?: string;
  readonly user?: string;
  /** Milliseconds since the epoch. */
  readonly startedAt?: number;
  readonly start?: ProcessStart;
}

/** Who has a TCP port. */
export type PortOwner =
  | { readonly kind: 'free' }
  | { readonly kind: 'process'; readonly process: ProcessInfo; readonly addresses: readonly string[] }
  /** Somebody listens, and this user may not see who. */
  | { readonly kind: 'hidden'; readonly user?: string; readonly addresses: readonly string[] }
  /** Nobody listens, but Windows keeps the port for itself (Hyper-V, WinNAT, an administrator). */
  | { readonly kind: 'reserved'; readonly from: number; readonly to: number };

/** What the supervisor asks of the operating system about processes that are not its own. */
export interface Platform {
  portOwner(port: number): Promise<PortOwner>;
  /** Undefined where there is no such process. */
  process(pid: number): Promise<ProcessInfo | undefined>;
  /** Cheap. A process of another user is alive too. */
  isAlive(pid: number): boolean;
  /** Ends a process: `gently` lets it finish where the system knows how, `at-once` does not. */
  end(pid: number, how: 'gently' | 'at-once'): Promise<void>;
}

/** Process 4 on Windows: the kernel. It holds ports for drivers, http.sys above all, and cannot be ended. */
export const WINDOWS_SYSTEM_PID = 4;

/** EPERM means alive and not ours to signal; only ESRCH means gone. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
