import { errnoOf, isTransient } from '../../lib/file-error.ts';
import { userName } from '../../lib/user.ts';
import type { RunningListener } from '../../supervisor/registry/find-listeners.ts';
import { CliFailure, type Terminal } from '../terminal.ts';

/**
 * What a QM Basic program is told: lines for people, which it prints, and one that begins with `@` for itself. It
 * gets standard output and error as one text, and no exit code it could rely on.
 */
export type Verdict =
  /** Nothing stands in the way of a start, as far as can be seen before. */
  | 'READY'
  /** With the PID and the run folder it finds its records in. */
  | 'RUNNING'
  /** The same, and what happened before does not matter any more. */
  | 'RESTARTED'
  | 'STOPPED'
  | 'SILENT'
  /** Ask again after so many seconds. */
  | 'WAIT'
  /** Ask again. */
  | 'AGAIN'
  | 'FAILED'
  | 'DOWN'
  | 'DONE'
  | 'ALIVE'
  | 'GONE';

export function sendVerdict(
  terminal: Terminal,
  verdict: Verdict,
  ...values: readonly (string | number)[]
): void {
  terminal.out(`${['@', verdict, ...values].join(' ')}\n`);
}

/** @param run the folder with the registrations */
export function reportRunning(
  terminal: Terminal,
  verdict: 'RUNNING' | 'RESTARTED',
  { registration }: RunningListener,
  run: string,
): void {
  // The folder last: it may hold spaces.
  sendVerdict(terminal, verdict, registration.pid, run);
}

/** Reports every failure in a form that the QM program understands. */
export async function withVerdict(terminal: Terminal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    // Without a verdict the QM program asks again.
    if (isTransient(error)) throw error;
    const forbidden = error instanceof Error && /^E(ACCES|PERM)$/.test(errnoOf(error) ?? '');
    if (!(error instanceof CliFailure) && !forbidden) throw error;
    terminal.out(`${error.message}\n`);
    if (forbidden) {
      terminal.out(`QM runs as ${userName()} here, who must be allowed to use that folder.\n`);
    }
    sendVerdict(terminal, 'FAILED');
  }
}
