import type { PortOwner } from '../platform/platform.ts';
import type { ListenerProcess, UnknownRegistration } from '../registry/find-listeners.ts';
import type { Handover } from './handover.ts';
import type { ShutdownResult } from './shutdown-escalation.ts';
import type { StartResult } from './start-attempt.ts';

/** What an operator's orders to a supervisor lead to. */

export interface Listing {
  readonly listeners: readonly ListenerProcess[];
  readonly unknown: readonly UnknownRegistration[];
  /** Why this user cannot see what runs in this home; absent where it can. */
  readonly hidden?: string;
  /** The port of the listener the supervisor is responsible for, or of the next one. */
  readonly port: number;
  /** Who has that port, where it is none of ours. */
  readonly stranger: Exclude<PortOwner, { kind: 'free' }> | undefined;
}

export type StopResult =
  | { readonly kind: 'not-running' }
  | { readonly kind: 'no-such-listener'; readonly userNo: number }
  | ({ readonly kind: 'stopped' | 'not-stopped'; readonly listener: ListenerProcess } & Pick<
      ShutdownResult,
      'steps'
    >);

export type RestartResult =
  | StartResult
  | { readonly kind: 'no-such-listener'; readonly userNo: number }
  | Handover;
