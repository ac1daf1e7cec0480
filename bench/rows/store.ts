import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoadGenerator, QUESTION } from '../load-generator.ts';
import { CpuUsage } from '../process-usage.ts';
import { type BenchContext, grouped, NOTHING, percent, type Row, skipped } from '../row.ts';
import { type Server, startListener, startServer, temporaryHome } from '../server-process.ts';
import { sideBySide } from '../side-by-side.ts';

const CLIENTS = 50;
const WHAT = `questions with a session store, ${CLIENTS} clients`;
const PROGRAMS = ['valkey-server', 'redis-server'];
/** The listener connects to the store in the background. */
const SETTLE_MS = 500;

/** What a session store costs: a listener with one beside a listener without. */
export async function sessionStore({ quick, note }: BenchContext): Promise<readonly Row[]> {
  const program = PROGRAMS.find((name) => spawnSync(name, ['--version']).status === 0);
  if (program === undefined)
    return [skipped(WHAT, NOTHING, 'neither valkey-server nor redis-server is installed')];
  const port = await freePort();
  const store = await startStore(program, port);
  const keyFile = join(temporaryHome(), 'store.key');
  writeFileSync(keyFile, randomBytes(32).toString('base64'), { mode: 0o600 });
  const shared = await startListener({
    env: { SESSION_STORE: `valkey://127.0.0.1:${port}/0`, SESSION_STORE_KEY_FILE: keyFile },
  });
  const alone = await startListener();
  await sleep(SETTLE_MS);
  const ours = await LoadGenerator.connect(shared.port, CLIENTS, 1);
  const theirs = await LoadGenerator.connect(alone.port, CLIENTS, 1);
  const ms = quick ? 500 : 2_500;
  note(`questions with ${CLIENTS} clients, with ${program}`);
  const busy = { ours: new CpuUsage(shared.pid), theirs: new CpuUsage(alone.pid) };
  const measured = await sideBySide(
    quick ? 3 : 7,
    () => busy.ours.during(() => ours.saturate(QUESTION, ms)),
    () => busy.theirs.during(() => theirs.saturate(QUESTION, ms)),
  );
  note(`with the store ${busy.ours.describe}; without ${busy.theirs.describe}`);
  ours.close();
  theirs.close();
  await Promise.all([shared.stop(), alone.stop()]);
  await store.stop();
  return [
    {
      what: WHAT,
      ours: `${grouped(measured.ours)} /s`,
      yardstick: `${grouped(measured.yardstick)} /s, the same listener without one`,
      ratio: percent(measured.ratio),
      aim: NOTHING,
      verdict: NOTHING,
      ...measured.measured,
    },
  ];
}

function startStore(program: string, port: number): Promise<Server> {
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--dir', temporaryHome()];
  return startServer({
    command: program,
    args: [...words, '--save', '', '--appendonly', 'no'],
    ready: 'Ready to accept connections',
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
