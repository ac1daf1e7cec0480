import type { ControlEvent } from '../contract/control.ts';
import type { Sample } from '../contract/samples.ts';
import type { AnsweringPhantom, Phantom } from './phantom.ts';
import type { StartFailure } from './start-failure.ts';

/** Whether this supervisor restarts the phantom, or somebody else does. */
export type Role = 'owner' | 'watcher';

/** What is known of the phantom on the configured port. */
export type SupervisorState = {
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** One line for operators. */
  readonly reason: string;
} & (
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly phantom: AnsweringPhantom; readonly role: Role }
  | { readonly kind: 'draining'; readonly phantom: AnsweringPhantom }
  | { readonly kind: 'hung'; readonly phantom: Phantom }
  /** `until`: milliseconds since the epoch. */
  | { readonly kind: 'backing-off'; readonly until: number; readonly failure: StartFailure | undefined }
  /** Nothing is started any more until the operator says so. */
  | { readonly kind: 'failed'; readonly failure: StartFailure | undefined }
);

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A state before it is dated. */
export type NextState = DistributiveOmit<SupervisorState, 'since'>;

/** What a supervisor tells its host, by name. */
export interface SupervisorEvents {
  state: [SupervisorState];
  /** What it does, a line each. */
  log: [string];
  /** What the operator who gave the order has to know beside its result. */
  warning: [string];
  /** One a second while a phantom is watched. */
  sample: [Sample];
  /** What the listener tells. */
  event: [ControlEvent];
}
