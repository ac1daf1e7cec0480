import type { PortOwner } from '../platform/platform.ts';
import { describePortOwner } from '../platform/platform.ts';
import type { ProcessExit } from './launch.ts';

/** Why a start led to no running listener. */
export type StartFailure =
  | { readonly kind: 'port-in-use'; readonly port: number; readonly owner: PortOwner }
  /** A port or address is unavailable although no process has it. */
  | { readonly kind: 'port-unavailable'; readonly reason: string }
  | { readonly kind: 'bad-configuration'; readonly reason: string }
  /** It cannot be read now, for a transient reason. */
  | { readonly kind: 'unreadable-configuration'; readonly reason: string }
  /** This user may not start a listener of the home. */
  | { readonly kind: 'not-allowed'; readonly why: string }
  /** It would run with less protection than the previous one; one sentence per reason. Nothing was changed. */
  | { readonly kind: 'less-protected'; readonly reasons: readonly string[] }
  /** A listener of this home has the port and does not answer. */
  | { readonly kind: 'hangs'; readonly userNo: number; readonly pid: number; readonly why: string }
  /** It exited before it answered. */
  | {
      readonly kind: 'ended';
      readonly exit: ProcessExit;
      /** The reason in its exit record. */
      readonly reason: string | undefined;
      /** The end of its standard output and error. */
      readonly lastLines: readonly string[];
    }
  /** It runs but did not register in time. */
  | { readonly kind: 'silent'; readonly pid: number; readonly afterMs: number }
  /** The previous one could not be ended. */
  | { readonly kind: 'not-ended'; readonly userNo: number; readonly pid: number }
  /** It was stopped before it had started. */
  | { readonly kind: 'cancelled'; readonly by: string }
  /** The owner of its restarts was asked and refused, with a reason. */
  | { readonly kind: 'owner-refused'; readonly owner: string; readonly why: string }
  /** A watch was told to start it, and none came. */
  | { readonly kind: 'not-started-by'; readonly watch: string; readonly afterMs: number }
  /** The owner of its restarts was asked, but no new listener appeared. */
  | { readonly kind: 'no-successor'; readonly owner: string; readonly afterMs: number };

/** What went wrong and what to do, for an operator. */
export function describeStartFailure(failure: StartFailure): string {
  switch (failure.kind) {
    case 'port-in-use':
      return describePort(failure.port, failure.owner);
    case 'port-unavailable':
      return toSentence(failure.reason);
    case 'not-allowed':
      return failure.why;
    case 'less-protected':
      return `Not restarted: the next listener would run with less protection. ${failure.reasons.join(' ')} To start it with the settings of this environment: "hal-listener stop", then "hal-listener start".`;
    case 'bad-configuration':
      return `The configuration cannot be used: ${failure.reason}`;
    case 'unreadable-configuration':
      return `The configuration cannot be read now: ${failure.reason}`;
    case 'hangs':
      return `The listener User No. ${failure.userNo} (PID ${failure.pid}) has the port and does not answer (${failure.why}). Restart it: hal-listener restart ${failure.userNo}`;
    case 'ended': {
      const lines = failure.reason === undefined ? failure.lastLines : [failure.reason];
      const last = lines.length === 0 ? 'No error output.' : lines.join('\n  ');
      return `${describeEnd(failure.exit)} ${last}`;
    }
    case 'silent':
      return `The listener (PID ${failure.pid}) did not answer in ${failure.afterMs / 1_000} s and was ended. Its log says more: hal-listener logs`;
    case 'not-ended':
      return `The listener User No. ${failure.userNo} (PID ${failure.pid}) could not be ended: try as the user it runs as, or as an administrator.`;
    case 'cancelled':
      return `${failure.by} stopped the listener before it had started.`;
    case 'owner-refused':
      return `${failure.owner} was asked to restart it: ${failure.why}`;
    case 'not-started-by':
      return `${failure.watch} did not start the listener within ${failure.afterMs / 1_000} s. Its log says why: journalctl --unit hal-listener`;
    case 'no-successor':
      return `${failure.owner} did not restart the listener within ${failure.afterMs / 1_000} s.`;
  }
}

/** Adds a capital and a full stop to a reason, which comes from a listener's log line. */
function toSentence(text: string): string {
  let end = text.length;
  while (end > 1 && ENDINGS.has(text.charAt(end - 1))) end -= 1;
  return `${text.charAt(0).toUpperCase()}${text.slice(1, end)}.`;
}

const ENDINGS: ReadonlySet<string> = new Set(['.', ' ', '\t', '\n', '\r']);

/** How a listener ended that exited before it answered, without its output. */
export function describeEnd(exit: ProcessExit): string {
  return `The listener ${describeExit(exit)} before it answered.`;
}

/** Describes how a process ended, as the predicate of a sentence. */
export function describeExit(exit: ProcessExit): string {
  switch (exit.kind) {
    case 'code':
      return `ended with exit code ${exit.code}`;
    case 'signal':
      return `was terminated by ${exit.signal}`;
    case 'not-started':
      return `failed to start: ${exit.reason}`;
  }
}

function describePort(port: number, owner: PortOwner): string {
  const advice = 'use another port with --port';
  switch (owner.kind) {
    case 'free':
      return `Port ${port} was in use, but no process has it now: start again, or ${advice}.`;
    case 'reserved':
      return `Port ${port} is reserved by ${describePortOwner(owner)} (--port).`;
    case 'hidden':
      return `Port ${port} is in use by ${describePortOwner(owner)}: ${advice}, or end that process.`;
    case 'process':
      return `Port ${port} is in use by ${describePortOwner(owner)}: ${advice}, or end it with hal-listener port --stop-owner.`;
  }
}
