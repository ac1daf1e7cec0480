import { oneLine } from '../../lib/text.ts';
import { connectTo } from '../registry/find-listeners.ts';
import { findOtherListeners, type OtherListener } from '../registry/other-listeners.ts';
import { escalateShutdown, SHUTDOWN_NOW } from './shutdown-escalation.ts';
import type { SupervisorOptions } from './supervisor-types.ts';

/** The process that an operator saw: a PID is reused, with its start it is not. */
export interface OtherProcess {
  readonly pid: number;
  /** See lib/processes.ts. */
  readonly start: string;
}

export type EndOtherResult =
  /** There is no such listener any more. */
  | { readonly kind: 'gone' }
  | {
      readonly kind: 'ended';
      readonly listener: OtherListener;
      /** Whether it saved the stop in its home itself, so that its own supervisor leaves it stopped. */
      readonly isSaved: boolean;
    }
  | { readonly kind: 'not-ended'; readonly listener: OtherListener; readonly why: string };

type EndOptions = Pick<SupervisorOptions, 'home' | 'platform' | 'by' | 'clock' | 'sleep'> & {
  readonly ownUid: number;
};

/**
 * Ends a listener of another home as `kill` ends one of this home. Nothing is written into its home: where it takes our
 * order, it saves the stop itself. It is looked for anew, so no other process is ever ended by its number.
 */
export async function endOtherListener(process: OtherProcess, options: EndOptions): Promise<EndOtherResult> {
  const { platform, clock, sleep, home, by, ownUid } = options;
  const { listeners } = await findOtherListeners({ home, platform, by, ownUid }, new Set(), true);
  const listener = listeners.find(
    ({ program: { pid, start } }) => pid === process.pid && start === process.start,
  );
  if (listener === undefined) return { kind: 'gone' };
  const { registration, status, home: its } = listener;
  let why = 'it did not exit';
  const watched = {
    ...platform,
    terminate: async (pid: number, how: 'gently' | 'at-once'): Promise<void> => {
      try {
        await platform.terminate(pid, how);
      } catch (error) {
        why = oneLine(error);
        throw error;
      }
    },
  };
  const { hasExited, steps } = await escalateShutdown(
    {
      condition: status === undefined ? 'hangs' : 'answers',
      registration: registration ?? { pid: process.pid, processStart: process.start },
    },
    { code: 'stop', by, unsaved: true },
    {
      platform: watched,
      clock,
      sleep,
      timeouts: SHUTDOWN_NOW,
      connect: () => {
        // Only one that has answered is asked.
        if (registration === undefined || its === undefined) throw new Error('it has no control channel');
        return connectTo(registration, { home: its, by });
      },
      log: () => undefined,
    },
  );
  if (!hasExited) return { kind: 'not-ended', listener, why };
  return { kind: 'ended', listener, isSaved: steps.includes('asked') && !steps.includes('killed') };
}
