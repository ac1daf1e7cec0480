import { onTestFinished } from 'vitest';
import { systemClock } from '../../../../lib/clock.ts';
import type { Account } from '../../../account/account.ts';
import type { Config } from '../../../config/config.ts';
import { recordedLog } from '../../../control/testing/controlled.ts';
import { failure } from '../../../protocol/reply.ts';
import type { Sessions } from '../../../protocol/session-access.ts';
import { SessionStore } from '../../../protocol/session-store.ts';
import type { Answerer } from '../../../query/answerer.ts';
import { ListenerServer } from '../../server.ts';
import { scratchHome, testConfig } from '../../testing/test-listener.ts';

export interface BareServer {
  readonly server: ListenerServer;
  readonly port: number;
  /** Lines of the event log. */
  readonly lines: readonly string[];
  /** Lines of the gateway log without their time. */
  readonly gateway: readonly string[];
  /** TCP connections so far. */
  accepted(): number;
}

// Nothing here asks it for more than its state.
const account = {
  name: 'HAL',
  driver: 'embedded',
  status: () => ({ state: 'ready' }),
  onChange() {},
} as unknown as Account;

/** A server with its ports and nothing behind them, which stops with the test. */
export async function bareServer(
  change: Partial<Config> = {},
  answer: Answerer['answer'] = () => Promise.resolve(failure('no')),
  sessions: Sessions = new SessionStore(systemClock),
): Promise<BareServer> {
  const log = recordedLog();
  const gateway: string[] = [];
  const record = (event: string) => (details: object) => gateway.push(`${event} ${JSON.stringify(details)}`);
  const server = new ListenerServer({
    config: testConfig(await scratchHome(), change),
    account,
    answerer: { answer },
    sessions,
    log,
    clock: systemClock,
    gatewayLog: {
      opened: record('opened'),
      closed: record('closed'),
      query: record('query'),
      utterance: record('utterance'),
    },
  });
  const [first] = await server.open();
  let accepted = 0;
  first?.server.on('connection', () => {
    accepted += 1;
  });
  onTestFinished(() => server.close(1001));
  return { server, port: first?.port ?? 0, lines: log.lines, gateway, accepted: () => accepted };
}
