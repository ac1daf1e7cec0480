import { createInterface } from 'node:readline';
import { createServer } from 'vite';
import { writeEvents, writeGateway } from '../e2e/testing/log-files.ts';
import { openStage } from '../e2e/testing/stage.ts';
import { answeredQueries, busyHistory, client, running, sampleAt } from '../renderer/testing/fixtures.ts';
import { STATES } from '../renderer/testing/phantom-states.ts';
import { ensureBuilt } from './ensure-built.ts';
import { page } from './page.ts';

/**
 * `npm run dev`: the panel's page with hot reload, on the panel's real server with a scripted listener. Type the
 * name of a state to show it.
 */

const { PORT = '5173' } = process.env;
const LOOPBACK = '127.0.0.1';
const SAMPLE_INTERVAL_MS = 1_000;
const CLIENTS = 12;
const DEFAULT_STATE = 'running';

function showState(name: string): void {
  const snapshot = name === DEFAULT_STATE ? running : STATES.find(([state]) => state === name)?.[2];
  if (snapshot === undefined) console.log(`There is no state "${name}". States: ${stateNames()}`);
  else stage.backend.setSnapshot(snapshot());
}

function stateNames(): string {
  return [DEFAULT_STATE, ...STATES.map(([name]) => name)].join(', ');
}

// The log search runs a built program.
ensureBuilt('product');
const stage = await openStage(running());
const { backend, host, eventLog, gatewayLog } = stage;
const clients = Array.from({ length: CLIENTS }, (_, place) => client(place + 1));
backend.clients = { total: CLIENTS, open: clients, closed: [] };
backend.asked = { running: [], recent: answeredQueries('3', 9) };
backend.past = busyHistory();
writeEvents(eventLog, 0, 4_000);
writeGateway(gatewayLog, 600);
let step = 4_000;
const samples = setInterval(() => {
  backend.emitSample(sampleAt(Date.now(), step));
  writeEvents(eventLog, step, 1);
  step += 1;
}, SAMPLE_INTERVAL_MS);

const panel = `http://${LOOPBACK}:${host.port}`;
const vite = await createServer({
  ...page,
  configFile: false,
  server: {
    host: LOOPBACK,
    port: Number(PORT),
    strictPort: true,
    proxy: {
      '^/panel$': {
        target: panel,
        ws: true,
        changeOrigin: true,
        // The panel's server accepts only its own page, but this page has another port.
        configure: (proxy) => proxy.on('proxyReqWs', (request) => request.setHeader('Origin', panel)),
      },
      '^/download/': { target: panel, changeOrigin: true },
    },
  },
});
await vite.listen();
const { hash } = new URL(host.link);
console.log(`Page with hot reload: http://${LOOPBACK}:${PORT}/${hash}`);
console.log(`Type a state to show it: ${stateNames()}`);

createInterface({ input: process.stdin }).on('line', (line) => showState(line.trim()));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    clearInterval(samples);
    await Promise.all([vite.close(), stage.close()]);
    process.exit();
  });
}
