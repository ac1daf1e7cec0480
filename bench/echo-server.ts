import { WebSocketServer } from 'ws';

/** The yardstick for messages: `ws` with the listener's options and nothing else. Exits with its parent. */

const server = new WebSocketServer({
  port: 0,
  host: '127.0.0.1',
  perMessageDeflate: false,
  clientTracking: false,
});
server.on('connection', (socket) => {
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
});
server.on('listening', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(`ws://127.0.0.1:${address.port}`);
});
process.stdin.on('end', () => process.exit()).resume();
