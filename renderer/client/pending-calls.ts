import { PANEL_CALLS, type PanelCall, type PanelParams, type PanelResult } from '../../contract/panel.ts';
import type { PanelErrorFrame } from '../../contract/panel-errors.ts';
import { PanelError } from '../../wording/panel-error.ts';
import type { CallOptions } from './panel-client.ts';

interface PendingCall {
  answer(answer: Answer): void;
  fail(error: PanelError): void;
}

type Answer = { readonly ok: unknown } | { readonly error: PanelErrorFrame };

/** Calls that wait for their answers, whatever carries them. */
export class PendingCalls {
  readonly #pending = new Map<number, PendingCall>();
  #nextId = 1;

  /** Answers are checked: a program of another version may say something else. @throws PanelError */
  call<C extends PanelCall>(
    name: C,
    params: PanelParams<C>,
    send: (frame: object) => void,
    { signal }: CallOptions = {},
  ): Promise<PanelResult<C>> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(cancelled(name));
      const finish = (): void => {
        this.#pending.delete(id);
        signal?.removeEventListener('abort', cancel);
      };
      const fail = (error: PanelError): void => {
        finish();
        reject(error);
      };
      const cancel = (): void => {
        send({ cancel: id });
        fail(cancelled(name));
      };
      signal?.addEventListener('abort', cancel);
      this.#pending.set(id, {
        fail,
        answer: (answer) => {
          if ('error' in answer) return fail(PanelError.from(answer.error));
          const result = PANEL_CALLS[name].result.safeParse(answer.ok);
          if (!result.success) {
            return fail(new PanelError('BAD_REQUEST', `Unexpected answer to "${name}".`));
          }
          finish();
          // The schema of that very name has just made it.
          resolve(result.data as PanelResult<C>);
        },
      });
      send({ id, call: name, params });
    });
  }

  answer(id: number, answer: Answer): void {
    this.#pending.get(id)?.answer(answer);
  }

  failAll(error: PanelError): void {
    for (const call of [...this.#pending.values()]) call.fail(error);
  }
}

function cancelled(name: string): PanelError {
  return new PanelError('CANCELLED', `"${name}" was cancelled.`);
}
