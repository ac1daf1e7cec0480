import { useState } from 'react';
import type { PanelCall, PanelParams } from '../../contract/panel.ts';
import { useClient } from '../client/panel-context.ts';
import { useNotices } from '../parts/notices.tsx';

type OrderName = Extract<
  PanelCall,
  'start' | 'stop' | 'restart' | 'kill' | 'stop-port-owner' | 'use-port' | 'disconnect'
>;

/** Gives an order and says what became of it. `busy` is the order under way. */
export function useOrder(): {
  readonly busy: OrderName | undefined;
  give<C extends OrderName>(name: C, params: PanelParams<C>): Promise<boolean>;
} {
  const client = useClient();
  const notices = useNotices();
  const [busy, setBusy] = useState<OrderName>();
  return {
    busy,
    give: async (name, params) => {
      setBusy(name);
      try {
        const { message } = await client.call(name, params);
        notices.done(message);
        return true;
      } catch (error) {
        notices.failed(error);
        return false;
      } finally {
        setBusy(undefined);
      }
    },
  };
}
