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
  #client: Promise<ControlClient> | undefined;

  constructor(supervisor: Pick<PanelSupervisor, 'findListener' | 'connect'>) {
    this.#supervisor = supervisor;
  }

  /** @throws PanelError NOT_RUNNING, NO_ANSWER, NOT_ALLOWED, NOT_FOUND, REFUSED */
  async request<R extends ControlRequest>(name: R, params: ControlParams<R>): Promise<ControlResult<R>> {
    try {
      const client = await this.#getClient();
      return await client.request(name, params, ANSWER_TIMEOUT_MS);
    } catch (error) {
      throw error instanceof ControlError ? toPanelError(error) : error;
    }
  }

  /** Of whoever was met: another process may be the listener by now. */
  close(): void {
    void this.#client?.then(
      (client) => client.close(),
      () => undefined,
    );
    this.#client = undefined;
  }

  #getClient(): Promise<ControlClient> {
    this.#client ??= this.#connect();
    return this.#client;
  }

  async #connect(): Promise<ControlClient> {
    try {
      const phantom = await this.#supervisor.findListener();
      if (phantom === undefined) throw new PanelError('NOT_RUNNING', 'The listener is not running.');
      const client = await this.#supervisor.connect(phantom.registration);
      void client.closed.then(() => {
        this.#client = undefined;
      });
      return client;
    } catch (error) {
      this.#client = undefined;
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
