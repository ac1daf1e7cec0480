import type { ControlEvent } from '../../contract/control.ts';
import type { PhantomState } from '../../contract/panel-snapshot.ts';
import type { Registration } from '../../contract/registration.ts';
import type { Sample } from '../../contract/samples.ts';
import type { ControlClient } from '../control-client.ts';
import type { Platform } from '../platform/platform.ts';

/** A phantom, as far as the panel names it. */
export interface NamedPhantom {
  readonly registration: Registration;
}

/** What is known of the phantom on the configured port. */
export interface SupervisedState<Failure> {
  readonly kind: PhantomState;
  readonly since: number;
  readonly reason: string;
  readonly phantom?: NamedPhantom;
  /** Of backing off, milliseconds since the epoch. */
  readonly until?: number;
  readonly failure?: Failure | undefined;
}

/** How an order ended; `kind` is one word. */
export interface OrderResult<Failure> {
  readonly kind: string;
  readonly phantom?: NamedPhantom;
  readonly failure?: Failure;
}

/** As much of a supervisor as stands behind a panel. */
export interface PanelSupervisor<Failure> {
  readonly state: SupervisedState<Failure>;
  readonly events: {
    on(name: 'state', listener: () => void): unknown;
    on(name: 'sample', listener: (sample: Sample) => void): unknown;
    on(name: 'event', listener: (event: ControlEvent) => void): unknown;
  };
  readonly parts: {
    readonly port: number;
    readonly platform: Pick<Platform, 'portOwner' | 'process' | 'isAlive' | 'end'>;
    readonly sleep: (ms: number) => Promise<void>;
  };
  start(options: { readonly debug: boolean }): Promise<OrderResult<Failure>>;
  stop(): Promise<OrderResult<Failure>>;
  restart(options: { readonly debug: boolean }): Promise<OrderResult<Failure>>;
  kill(userNo: number): Promise<OrderResult<Failure>>;
  /** The phantom on the configured port; undefined where there is none. */
  adopt(): Promise<NamedPhantom | undefined>;
  /** @throws ControlError */
  meet(registration: Registration): Promise<ControlClient>;
}
