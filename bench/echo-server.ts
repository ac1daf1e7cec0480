import { WebSocketServer } from 'ws';

/**
 * The yardstick for messages: `ws` with the listener's options and nothing else. Exits with its parent.
 *
 * `node echo-server.js [PORT] [GREETING]`
 */

const [port = '0', greeting] = process.argv.slice(2);
const server = new WebSocketServer({
  port: Number(port),
  host: '127.0.0.1',
  perMessageDeflate: false,
  clientTracking: false,
});
server.on('connection', (socket) => {
  if (greeting !== undefined) socket.send(greeting);
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
});
server.on('listening', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(`ws://127.0.0.1:${address.port}`);
});
process.stdin.on('end', () => process.exit()).resume();
