import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { QmServer } from '../listener/account/qmclient/testing/qm-server.ts';
import { createTestHome, hal, startListener, type TestHome } from './testing/shipped.ts';

/** Secrets that do not occur anywhere by chance. */
const PASSWORD = 'Zq7!correct-horse#9';
const TOKEN = 'tok-4f1d-not-by-chance';

let server: QmServer;
beforeEach(async () => {
  server = await QmServer.start();
  server.qm.statements.set('COUNT MEDICATION', { output: '3 record(s) counted', status: 3 });
});
afterEach(() => server.stop());

/** Every file below a folder, as text. */
function filesIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

/** What other users of the machine can see of a process. Only its owner can read its environment. */
function seenOf(pid: number | undefined): string {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, 'latin1') : '';
}

/** Runs a listener and every command. @returns everything that other users could read of them */
async function everything(testHome: TestHome): Promise<string> {
  const listener = await startListener(testHome, '--log-level', 'debug');
  const outputs = [seenOf(listener.child.pid)];
  for (const command of [
    ['query', 'How many medications do I have?', '--json'],
    ['status', '--json'],
    ['config'],
    ['config', '--json'],
    ['account', 'status', '--json'],
    ['account', 'users'],
    ['account', 'probe'],
    ['account', 'check'],
    ['account', 'exec', 'WHO'],
    ['logs'],
  ]) {
    const { out, err } = await hal(testHome, ...command);
    outputs.push(out, err);
  }
  for (const page of ['/', '/healthz', '/readyz', '/metrics']) {
    outputs.push(await (await fetch(`http://127.0.0.1:${testHome.port}${page}`)).text());
  }
  listener.child.kill('SIGTERM');
  await listener.ended();
  outputs.push(listener.out, listener.err, filesIn(testHome.home));
  return outputs.join('\n');
}

it.each([
  ['accepted, from the environment', PASSWORD, 'environment'],
  ['accepted, from a file', PASSWORD, 'file'],
  ['refused', 'another', 'environment'],
] as const)('a password that is %s is nowhere to be read', async (_, expected, from) => {
  server.qm.password = expected;
  const testHome = await createTestHome({
    QM_HOST: '127.0.0.1',
    QM_PORT: String(server.port),
    QM_USERNAME: server.qm.username,
    WEBSOCKET_TOKEN: TOKEN,
    ...(from === 'environment' && { QM_PASSWORD: PASSWORD }),
  });
  const file = join((await createTestHome()).home, 'password');
  if (from === 'file') {
    writeFileSync(file, `${PASSWORD}\n`, { mode: 0o600 });
    testHome.env.QM_PASSWORD_FILE = file;
  }
  const text = await everything(testHome);
  expect(text).toContain('hal_account_ready');
  expect(text).toContain(expected === PASSWORD ? 'account ready' : 'Invalid username or password');
  for (const secret of [
    PASSWORD,
    TOKEN,
    encodeURIComponent(PASSWORD),
    Buffer.from(PASSWORD).toString('base64'),
  ]) {
    expect(text.includes(secret), `${secret.slice(0, 3)}... can be read`).toBe(false);
  }
});
