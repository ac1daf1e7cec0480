import { hasKeeper, type PhantomOrigin } from '../../contract/phantom-origins.ts';
import type { Registration } from '../../contract/registration.ts';
import type { History } from '../../contract/samples.ts';
import type { Status } from '../../contract/status.ts';
import type { Log } from '../log/log.ts';
import type { ControlledListener, StopOrder } from './controlled-listener.ts';
import { OrderRefused, type Orders } from './orders.ts';
import type { Subscriber, Subscribers } from './subscribers.ts';

export interface OrderParts {
  readonly listener: ControlledListener;
  readonly subscribers: Subscribers;
  readonly origin: PhantomOrigin;
  readonly log: Log;
  /** Does it once the reply is on its way: a stop closes the channel the reply goes through. */
  later(work: () => void): void;
  status(): Status;
  history(): History;
  /** Keeps why a restart did not happen, for the status. */
  restartRefused(refusal: { readonly by: string; readonly why: string }): void;
  /** Published anew where it is not as it should be. */
  registration(): Registration;
}

/** What each request of an admitted peer does to the listener. */
export function listenerOrders(parts: OrderParts): Orders<Subscriber> {
  const { listener, subscribers, origin, log } = parts;
  const stop = (order: StopOrder): void => {
    log.info('told to stop', { code: order.code, by: order.by });
    subscribers.tell({ event: 'draining', code: order.code, by: order.by });
    parts.later(() => listener.stop(order));
  };
  return {
    ping: () => ({}),
    status: () => parts.status(),
    stop: (order) => {
      stop(order);
      return {};
    },
    drain: ({ by }) => {
      log.info('told to drain', { by });
      listener.drain();
      subscribers.tell({ event: 'draining', code: 'stop', by });
      return {};
    },
    restart: ({ debug, by, flags = {} }) => {
      log.info('asked to be restarted', { by, owner: subscribers.owner?.by });
      if (subscribers.tellOwner({ event: 'restart-wanted', debug, by, flags })) return { how: 'owner' };
      if (!hasKeeper(origin)) throw new OrderRefused('NO_OWNER');
      stop({ code: 'restart', by, next: { debug, flags } });
      return { how: 'exit' };
    },
    'restart-refused': ({ by, why }) => {
      log.warn('not restarted', { by, why });
      parts.restartRefused({ by, why });
      return {};
    },
    'set-log-level': ({ level }, { by }) => {
      listener.setLogLevel(level);
      log.info('log level set', { level, by });
      return {};
    },
    reload: ({ by }) => listener.reload(by),
    connections: () => listener.connections(),
    disconnect: ({ id, by }) => {
      if (!listener.disconnect(id, by))
        throw new OrderRefused('NOT_FOUND', `No connection has the id ${id}.`);
      return {};
    },
    queries: () => listener.queries(),
    account: () => parts.status().account,
    'recycle-sessions': () => {
      log.info('told to open new QM sessions');
      listener.recycleSessions();
      return {};
    },
    history: () => parts.history(),
    registration: () => parts.registration(),
    subscribe: ({ as }, peer) => ({ as: subscribers.add(peer, as) }),
  };
}
