import { WebSocketServer } from 'ws';
import { directAccount, executeAll, qmServer, statementsForQuestion } from './qm-server.ts';

/**
 * The yardstick for questions to QM: a WebSocket server that runs the given statements, or those of one question, per message over
 * the same number of sessions and sends QM's output. Exits with its parent.
 */
const qm = qmServer();
if (qm === undefined) throw new Error('QM_TEST_HOST, QM_TEST_USERNAME and QM_TEST_PASSWORD_FILE must be set');
const account = directAccount(qm);
const given = process.argv.slice(2);
const statements = given.length > 0 ? given : await statementsForQuestion(account);

const server = new WebSocketServer({
  port: 0,
  host: '127.0.0.1',
  perMessageDeflate: false,
  clientTracking: false,
});
let clients = 0;
server.on('connection', (socket) => {
  clients += 1;
  const owner = String(clients);
  socket.on('message', async () => {
    socket.send(await executeAll(account, statements, { owner }));
  });
});
server.on('listening', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(`ws://127.0.0.1:${address.port}`);
});
process.stdin.on('end', () => void account.close().then(() => process.exit())).resume();
process.on('SIGTERM', () => void account.close().then(() => process.exit()));
