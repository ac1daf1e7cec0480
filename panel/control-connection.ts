import type { ControlParams, ControlRequest, ControlResult } from '../contract/control.ts';
import type { ControlClient } from '../supervisor/control/control-client.ts';
import { ControlError } from '../supervisor/control/control-error.ts';
import { PanelError } from '../wording/panel-error.ts';
import type { PanelSupervisor } from './backend.ts';

/** A listener that is busy answers late; one that hangs must not hold the panel up. */
const ANSWER_TIMEOUT_MS = 2_500;

/** One lasting connection to the listener that runs now, for everything the pages ask. */
export class ControlConnection {
  readonly #supervisor: Pick<PanelSupervisor, 'findListener' | 'connect'>;
  #line: Promise<{ readonly client: ControlClient; readonly pid: number }> | undefined;

  constructor(supervisor: Pick<PanelSupervisor, 'findListener' | 'connect'>) {
    this.#supervisor = supervisor;
  }

  /** @throws PanelError NOT_RUNNING, NO_ANSWER, NOT_ALLOWED, NOT_FOUND, REFUSED */
  async request<R extends ControlRequest>(name: R, params: ControlParams<R>): Promise<ControlResult<R>> {
    try {
      this.#line ??= this.#connect();
      const line = this.#line;
      const { client } = await line;
      // It was ended meanwhile, for another process or by the listener.
      if (this.#line !== line) return await this.request(name, params);
      return await client.request(name, params, ANSWER_TIMEOUT_MS);
    } catch (error) {
      throw error instanceof ControlError ? toPanelError(error) : error;
    }
  }

  /** The listener is this process now: a connection to another one ends; what was asked of this one is still answered. */
  turnTo(pid: number | undefined): void {
    const line = this.#line;
    void line?.then(
      ({ client, pid: met }) => {
        if (met === pid) return;
        client.close();
        if (this.#line === line) this.#line = undefined;
      },
      () => undefined,
    );
  }

  close(): void {
    this.turnTo(undefined);
    this.#line = undefined;
  }

  async #connect(): Promise<{ readonly client: ControlClient; readonly pid: number }> {
    try {
      const phantom = await this.#supervisor.findListener();
      if (phantom === undefined) throw new PanelError('NOT_RUNNING', 'The listener is not running.');
      const client = await this.#supervisor.connect(phantom.registration);
      void client.closed.then(() => {
        this.#line = undefined;
      });
      return { client, pid: phantom.registration.pid };
    } catch (error) {
      this.#line = undefined;
      throw error;
    }
  }
}

function toPanelError({ kind, code, message }: ControlError): PanelError {
  switch (kind) {
    case 'unreachable':
    case 'closed':
      return new PanelError('NOT_RUNNING', 'The listener is no longer running.');
    case 'forbidden':
    case 'not-admitted':
    case 'impostor':
    case 'version':
      return new PanelError('NOT_ALLOWED', message);
    case 'refused':
      return new PanelError(code === 'NOT_FOUND' ? 'NOT_FOUND' : 'REFUSED', message);
    default:
      return new PanelError('NO_ANSWER', message);
  }
}
