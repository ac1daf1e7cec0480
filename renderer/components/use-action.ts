import { useRef, useState } from 'react';
import type { PanelCall, PanelParams } from '../../contract/panel.ts';
import type { Snapshot } from '../../contract/panel-snapshot.ts';
import { PanelError } from '../../wording/panel-error.ts';
import { useClient, useSnapshotReader } from '../client/panel-context.ts';
import { useNotices } from './notices.tsx';

type ActionName = Extract<
  PanelCall,
  | 'start'
  | 'stop'
  | 'restart'
  | 'reload'
  | 'put-back'
  | 'end-other-phantom'
  | 'end-phantoms'
  | 'stop-port-owner'
  | 'use-port'
  | 'disconnect'
  | 'qm-install'
  | 'qm-remove'
>;

export interface ActionRunner {
  /** The running action. */
  readonly busy: ActionName | undefined;
  /** Performs an action and shows its result. @returns whether it succeeded */
  perform<C extends ActionName>(name: C, params: PanelParams<C>): Promise<boolean>;
  /** Cancels the steps of the running action that are not done yet. */
  cancel(): void;
}

/** Performs actions one at a time. */
export function useAction(): ActionRunner {
  const client = useClient();
  const notices = useNotices();
  const snapshot = useSnapshotReader();
  const [busy, setBusy] = useState<ActionName>();
  const stop = useRef<AbortController>(undefined);
  return {
    busy,
    perform: async (name, params) => {
      const controller = new AbortController();
      stop.current = controller;
      setBusy(name);
      try {
        const { message } = await client.call(name, params, { signal: controller.signal });
        notices.done(message);
        return true;
      } catch (error) {
        notices.failed(
          isToldByOverview(error, snapshot()) ? new PanelError('START_FAILED', NOT_STARTED) : error,
        );
        return false;
      } finally {
        setBusy(undefined);
      }
    },
    cancel: () => stop.current?.abort(),
  };
}

const NOT_STARTED = 'The listener did not start.';

/** Whether the Overview tells why, or will as soon as the next snapshot is here. It does not where nothing was tried. */
function isToldByOverview(error: unknown, snapshot: Snapshot | undefined): boolean {
  const isStart = error instanceof PanelError && error.code === 'START_FAILED';
  return isStart && (snapshot?.failure !== undefined || snapshot?.state === 'starting');
}
