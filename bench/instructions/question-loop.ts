import { join } from 'node:path';
import { WallTimes } from '../../lib/clock.ts';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { openEmbeddedAccount } from '../../listener/account/embedded/open.ts';
import { loadConfig } from '../../listener/config/load.ts';
import { currentMachine } from '../../listener/config/machine.ts';
import { createAnswerer } from '../../listener/create-answerer.ts';
import { openEventLog } from '../../listener/log/event-log.ts';
import { openGatewayLog } from '../../listener/log/gateway-log.ts';
import { SessionStore } from '../../listener/protocol/session-store.ts';
import { Connection } from '../../listener/server/connection.ts';
import { createMetrics } from '../../listener/server/metrics.ts';
import { QUESTION, QUESTION_TEXT } from '../load-generator.ts';
import { silentSocket } from './silent-socket.ts';

/**
 * Answers questions without a network: the way of a JSON frame to the frames of its answer, with the embedded account.
 *
 * `node question-loop.js COUNT HOME`
 */
const count = Number(process.argv[2]);
const home = process.argv[3] ?? '';
const { config } = loadConfig({ flags: { home, rate: '0' }, machine: currentMachine({}) });
// What is done by time is done after as many questions, however slow this run is.
const clock = new FakeClock(Date.now());
const QUESTION_MS = 1;
const account = await openEmbeddedAccount({ folder: join(home, 'account'), name: 'HAL', clock });
const log = { directory: home, maxSize: 1e9, keep: 1 };
const events = openEventLog({ ...log, level: 'info' }).component('query');
const { answerer } = await createAnswerer({ config, account, log: events, clock });

let missing = 0;
let onAnswered: () => void = () => undefined;
const { ws, socket } = silentSocket(() => {
  missing -= 1;
  if (missing === 0) onAnswered();
});
const peer = { address: '127.0.0.1:50124', proxy: undefined, userAgent: undefined, path: '/' };
const connection = new Connection(ws, socket, 1, peer, {
  config,
  answerer,
  sessions: new SessionStore(clock),
  log: events,
  gatewayLog: openGatewayLog({ ...log, questions: false }),
  metrics: createMetrics({
    connections: () => 1,
    isDraining: () => false,
    pendingSockets: () => 0,
    account: () => account.status(),
  }),
  clock,
  wall: new WallTimes(clock),
  isExample: () => true,
  onAnswered: () => undefined,
  onClosed: () => undefined,
});
connection.open();
const ask = Buffer.from(JSON.stringify({ type: 'text_input', text: QUESTION_TEXT }));
for (let asked = 0; asked < count; asked += 1) {
  await new Promise<void>((resolve) => {
    missing = QUESTION.answers;
    clock.advance(QUESTION_MS);
    onAnswered = resolve;
    ws.emit('message', ask);
  });
}
console.log(`${count} questions answered`);
process.exit();
